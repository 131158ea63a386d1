"""The Streamlit app: widgets only; every decision comes from the core."""
