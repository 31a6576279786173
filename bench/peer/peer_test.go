package peer

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"cotejo/bench/machine"
)

var shape = Shape{Vectors: 20000, Rings: 16, Harmonics: 56, Shifts: 29}

// The peers do as many real multiply-adds as the scan says of itself.
func TestTheSameArithmetic(t *testing.T) {
	small := shape
	small.Vectors = 3
	o, err := newOurs(small)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := float64(small.Vectors*o.scan.MACs()), small.MultiplyAdds(); got != want {
		t.Errorf("the scan needs %g multiply-adds, the peers %g", got, want)
	}
	for _, threads := range []int{1, 2, 5} {
		if s := o.seconds(o.sums, threads) + o.seconds(o.whole, threads); !(s > 0) {
			t.Errorf("%d threads: %g seconds", threads, s)
		}
	}
}

func TestParseSeconds(t *testing.T) {
	for line, want := range map[string]float64{"0.25": 0.25, "1e-3": 1e-3, "": 0, "nan": 0, "-1": 0, "inf": 0, "0": 0, "error out of memory": 0, "1 2": 0} {
		got, err := parseSeconds(line)
		if got != want || (err == nil) != (want > 0) {
			t.Errorf("%q: %g, %v", line, got, err)
		}
	}
	if _, err := parseSeconds("error out of memory"); err == nil || !strings.Contains(err.Error(), "out of memory") {
		t.Errorf("%v", err)
	}
}

func TestAProgramThatIsNoneOrEnds(t *testing.T) {
	for _, path := range []string{"/nowhere/peer", "false"} {
		if p, err := Start(t.Context(), path, shape); err == nil {
			p.Close()
			t.Errorf("%s was accepted", path)
		}
	}
}

func TestTable(t *testing.T) {
	r := Result{Shape: shape, Rounds: 9, Machine: machine.Limits{CPU: "a", MultiplyAdds: machine.Rate{One: 1e11}, ReadBytes: machine.Rate{One: 1e10}}}
	for name, s := range map[string]float64{"cotejo sums": 0.05, "faiss flat": 0.1} {
		c := Contender{Name: name, Seconds: machine.Rate{One: s, All: s / 2}}
		c.rates(shape)
		if math.Abs(c.MultiplyAdds.All-2*c.MultiplyAdds.One) > 1 {
			t.Errorf("%+v", c)
		}
		r.Contenders = append(r.Contenders, c)
	}
	var out bytes.Buffer
	if err := r.Write(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"20000 signatures of 1792 values; 58 queries", "2.08 billion", "2.00", "42 %"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}
