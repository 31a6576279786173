package audit

import (
	"context"
	"encoding/json"
	"fmt"

	"cotejo/api/casework"
)

// changes checks the next page of the history.
func (v *verification) changes(ctx context.Context) error {
	return v.store.View(ctx, func(tx casework.Tx) error {
		after := v.report.Changes
		list, err := tx.Changes(ctx, after, page)
		if err != nil {
			return err
		}
		for _, c := range list {
			if c.Seq > v.lastChange {
				break
			}
			v.gap(after, c.Seq)
			after = c.Seq
			v.columns(c)
			v.match.made(v.report, c)
			if c.Version != 1 {
				continue
			}
			if err := v.present(ctx, tx, c); err != nil {
				return err
			}
		}
		if len(list) == 0 {
			v.gap(after, v.lastChange+1)
			after = v.lastChange
		}
		v.report.Changes = after
		return nil
	})
}

// gap reports that changes are missing between two.
func (v *verification) gap(after, next int64) {
	if after+1 < next {
		v.report.find(Finding{Key: "audit.change_gap", Change: after + 1, Detail: fmt.Sprintf("up to change %d", next-1)})
	}
}

// columns checks what the history says of a version against the version itself.
func (v *verification) columns(c casework.Change) {
	var head casework.Head
	if err := json.Unmarshal(c.Body, &head); err != nil {
		v.report.find(finding("audit.change_columns", c, "the record is not JSON"))
		return
	}
	switch {
	case head.ID != c.ID:
		v.report.find(finding("audit.change_columns", c, "identifier"))
	case head.Lab != c.Lab:
		v.report.find(finding("audit.change_columns", c, "laboratory"))
	case head.Version != c.Version:
		v.report.find(finding("audit.change_columns", c, "version"))
	case !head.UpdatedAt.Equal(c.At):
		v.report.find(finding("audit.change_columns", c, "time"))
	case head.UpdatedBy != c.By:
		v.report.find(finding("audit.change_columns", c, "account"))
	}
}

// present checks that a record that was made is still there.
func (v *verification) present(ctx context.Context, tx casework.Tx, c casework.Change) error {
	r := casework.New(c.Kind)
	if r == nil {
		return nil // columns of another kind: its entry is missed
	}
	err := tx.Get(ctx, r, c.ID)
	if casework.CodeOf(err) == casework.CodeNotFound {
		v.report.find(finding("audit.record_missing", c, ""))
		return nil
	}
	return err
}

func finding(key string, c casework.Change, detail string) Finding {
	return Finding{Key: key, Kind: c.Kind, Record: c.ID, Version: c.Version, Change: c.Seq, Detail: detail}
}
