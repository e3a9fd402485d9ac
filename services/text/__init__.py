"""What an SMS can carry: alphabets, segments and typography. Pure, standard library only."""
