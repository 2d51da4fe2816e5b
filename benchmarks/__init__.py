"""Speed as ratios: ours against a floor or a peer, alternated within one run."""
