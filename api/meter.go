package api

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// meters are what is measured of the HTTP interface.
type meters struct {
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	bytes    *prometheus.HistogramVec
	inFlight prometheus.Gauge
	streams  prometheus.Gauge
	panics   prometheus.Counter
}

func newMeters(r prometheus.Registerer) (*meters, error) {
	m := &meters{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "cotejo_http_requests_total", Help: "Requests answered, by route, method and status.",
		}, []string{"route", "method", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "cotejo_http_request_duration_seconds", Help: "Time from request to the end of its answer.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60},
		}, []string{"route", "method"}),
		bytes: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "cotejo_http_response_size_bytes", Help: "Bytes of the answer's body as sent.",
			Buckets: prometheus.ExponentialBuckets(100, 10, 8),
		}, []string{"route", "method"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{Name: "cotejo_http_requests_in_flight", Help: "Requests being answered."}),
		streams:  prometheus.NewGauge(prometheus.GaugeOpts{Name: "cotejo_http_event_streams", Help: "Streams of events that are open."}),
		panics:   prometheus.NewCounter(prometheus.CounterOpts{Name: "cotejo_http_panics_total", Help: "Requests whose handler panicked."}),
	}
	var err error
	for _, c := range []prometheus.Collector{m.requests, m.seconds, m.bytes, m.inFlight, m.streams, m.panics} {
		err = errors.Join(err, r.Register(c))
	}
	return m, err
}

// count adds one request. Methods are names that a client makes up, so that those
// that are none are one.
func (m *meters) count(method, route string, status int, took time.Duration, bytes int) {
	if !slices.Contains([]string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions}, method) {
		method = "other"
	}
	m.requests.WithLabelValues(route, method, strconv.Itoa(status)).Inc()
	m.seconds.WithLabelValues(route, method).Observe(took.Seconds())
	m.bytes.WithLabelValues(route, method).Observe(float64(bytes))
}
