package api

import (
	"context"
	"net/http"

	"cotejo/api/casework"
)

const noticeTag = "Notices"

type noticesInput struct {
	Listing
	Unread bool `query:"unread" doc:"Only those that nobody has read."`
}

func (s *server) noticeRoutes() {
	register(s, operation("list-notices", http.MethodGet, "/notices", "List: notices", noticeTag, narrowed(casework.KindNotice, "read_by"),
		described("What a laboratory is told: a pair waits for its second review, a lead was decided, a hit confirmed, a trace answered, work failed.")),
		func(ctx context.Context, in *noticesInput) (*listOutput[casework.Notice], error) {
			fixed := map[string]string{}
			if in.Unread {
				fixed["read_by"] = ""
			}
			return list[casework.Notice](ctx, s, &in.Listing, fixed)
		})
	register(s, operation("get-notice", http.MethodGet, "/notices/{id}", "Read: notice", noticeTag, conditional),
		func(ctx context.Context, in *getInput) (*getOutput[casework.Notice], error) {
			return get[casework.Notice](ctx, s, in)
		})
	register(s, operation("read-notice", http.MethodPost, "/notices/{id}/read", "Note that a notice was read", noticeTag, acting),
		func(ctx context.Context, in *ByID) (*getOutput[casework.Notice], error) {
			n, err := s.Cases.MarkRead(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return standing(n), nil
		})
}
