package segment

import "math"

// closedPath returns, for each row of a polar map (one row an angle, one column a
// radius), the column of the cheapest closed path around: neighbouring rows
// differ by at most step columns, each column of difference costs bend, and the
// last row joins the first. The cost must be finite. rows and cols are at least 1.
func closedPath(cost []float32, rows, cols, step int, bend float32) []int {
	// The cheapest path over two turns settles its second turn whatever it began
	// with; the middle of it is closed.
	const turns = 3
	total := turns * rows
	from := make([]int8, total*cols)
	now, next := make([]float32, cols), make([]float32, cols)
	copy(now, cost[:cols])
	for t := 1; t < total; t++ {
		line := cost[t%rows*cols:][:cols]
		for c := range cols {
			best, at := float32(math.Inf(1)), 0
			for d := -step; d <= step; d++ {
				k := c + d
				if k < 0 || k >= cols {
					continue
				}
				if v := now[k] + bend*float32(max(d, -d)); v < best {
					best, at = v, d
				}
			}
			next[c], from[t*cols+c] = best+line[c], int8(at)
		}
		now, next = next, now
	}
	end := 0
	for c := range now {
		if now[c] < now[end] {
			end = c
		}
	}
	path := make([]int, rows)
	for t := total - 1; t >= rows; t-- {
		if t < 2*rows {
			path[t-rows] = end
		}
		end += int(from[t*cols+end])
	}
	return path
}
