package compare

import (
	"cotejo/engine/trace"
)

func (p *pair) show(sink trace.Sink, poses []hypothesis, screened, refined []placing, best settled, ok bool, r Result) {
	if !sink.Enabled() {
		return
	}
	sink.Put("result", trace.JSON{Value: r})
}
