"""Moving figures of the exercises: our own skeleton, its poses read from files, solved, drawn and checked."""
