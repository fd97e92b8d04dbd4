"""From joining to belonging: the welcome and the rules."""
