"""What every process needs and what knows nothing of surveys or SMS."""
