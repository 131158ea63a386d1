"""A folder of videos in, tables, reports and a page out; on this machine or on a cluster."""
