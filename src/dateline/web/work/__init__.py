"""What people make at the desk: dossiers, grades of sources, rounds of coding."""
