"""What `make bench` runs: each figure beside a peer that is measured in the same run."""
