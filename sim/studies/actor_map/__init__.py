"""Who stands where, who reaches whom and whose consent is needed."""
