"""Starts the app: ``streamlit run streamlit_app.py``, or ``formcheck app`` from anywhere."""

from formcheck.app.main import main

main()
