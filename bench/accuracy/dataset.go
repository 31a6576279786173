package accuracy

// Dataset holds one folder's figures when several are evaluated together. All
// are judged at the common threshold: a score must mean the same in each.
type Dataset struct {
	Name     string    `json:"name"`
	Files    int       `json:"files"`
	Pairs    PairCount `json:"pairs"`
	Match    Spread    `json:"match"`
	Nonmatch Spread    `json:"nonmatch"`
	AUC      Figure    `json:"auc"`
	Gap      Figure    `json:"gap"`
	// Errors are the folder's own pairs that the common threshold decides
	// wrongly: Missed matches and False non-matches together.
	Errors int `json:"errors_at_common_threshold"`
	Missed int `json:"missed"`
	False  int `json:"false"`
}

// Cross holds the pairs whose scans come from two different folders.
type Cross struct {
	Pairs    PairCount `json:"pairs"`
	Match    Spread    `json:"match"`
	Nonmatch Spread    `json:"nonmatch"`
	Errors   int       `json:"errors_at_common_threshold"`
}

// Spread is the smallest, middle and largest score of a class.
type Spread struct {
	Min    Figure `json:"min"`
	Median Figure `json:"median"`
	Max    Figure `json:"max"`
}

// scores are the two classes of one group of pairs.
type scores struct{ match, nonmatch []float64 }

func (s *scores) add(p Pair, match bool) {
	if match {
		s.match = append(s.match, p.Score)
	} else {
		s.nonmatch = append(s.nonmatch, p.Score)
	}
}

// setDatasets fills in the figures of each folder, when there are several.
func (r *Report) setDatasets(in *Input) {
	names, files := in.datasets()
	if len(names) < 2 {
		return
	}
	within := map[string]*scores{}
	for _, name := range names {
		within[name] = &scores{}
	}
	var across scores
	for _, p := range in.Pairs {
		a, b := in.Items[p.A].Dataset, in.Items[p.B].Dataset
		if a == b {
			within[a].add(p, in.mates(p.A, p.B))
		} else {
			across.add(p, in.mates(p.A, p.B))
		}
	}
	t := float64(r.BestThreshold)
	for _, name := range names {
		r.Datasets = append(r.Datasets, newDataset(name, files[name], *within[name], t))
	}
	missed, falseMatches := across.wrong(t)
	r.Cross = &Cross{
		Pairs: across.count(), Match: newSpread(across.match), Nonmatch: newSpread(across.nonmatch),
		Errors: missed + falseMatches,
	}
}

func newDataset(name string, files int, s scores, threshold float64) Dataset {
	d := Dataset{
		Name: name, Files: files, Pairs: s.count(),
		Match: newSpread(s.match), Nonmatch: newSpread(s.nonmatch),
		AUC: unknown, Gap: unknown,
	}
	if len(s.match)+len(s.nonmatch) > 0 {
		sep := separate(s.match, s.nonmatch)
		d.AUC, d.Gap = sep.auc, sep.gap
	}
	d.Missed, d.False = s.wrong(threshold)
	d.Errors = d.Missed + d.False
	return d
}

func newSpread(scores []float64) Spread {
	s := spreadOf(scores)
	return Spread{s.min, s.median, s.max}
}

func (s *scores) count() PairCount { return PairCount{len(s.match), len(s.nonmatch)} }

// wrong counts the matches below and the non-matches at or above a threshold.
func (s *scores) wrong(threshold float64) (missed, falseMatches int) {
	return len(s.match) - accepted(s.match, threshold), accepted(s.nonmatch, threshold)
}

// datasets returns the folders' names in order of appearance, and their sizes.
func (in *Input) datasets() (names []string, files map[string]int) {
	files = map[string]int{}
	for _, it := range in.Items {
		if files[it.Dataset] == 0 {
			names = append(names, it.Dataset)
		}
		files[it.Dataset]++
	}
	return names, files
}
