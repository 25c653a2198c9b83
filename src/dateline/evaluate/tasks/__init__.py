"""One file a task: how a row of labelled data is answered by the pipeline."""
