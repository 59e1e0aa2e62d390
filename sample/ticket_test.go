package sample

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"slices"
	"strings"
	"testing"

	"onecase/sample/internal/stream"
)

type ticketVectors struct {
	Tickets []struct {
		Seed, ID string
		SeedHash string `json:"sha256_hex_of_seed"`
		Ticket   string `json:"ticket_hex"`
	}
	Order struct {
		Seed  string
		First []string `json:"first_20"`
	} `json:"ticket_order"`
	Counter []struct {
		Seed    string
		Counter int
		Digest  string
		Mod     int64 `json:"mod_300000_plus_1"`
	} `json:"counter_mode"`
	Consistent []struct{ Seed, ID, Number string } `json:"consistent_sampler"`
}

func readTicketVectors(t *testing.T) ticketVectors {
	t.Helper()
	b, err := os.ReadFile("testdata/tickets.json")
	if err != nil {
		t.Fatal(err)
	}
	var v ticketVectors
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	if len(v.Tickets) == 0 || len(v.Counter) == 0 || len(v.Consistent) == 0 {
		t.Fatal("testdata/tickets.json has lost its vectors")
	}
	return v
}

func TestTicketsAreThePublishedDigests(t *testing.T) {
	v := readTicketVectors(t)
	for _, r := range v.Tickets {
		if got := fmt.Sprintf("%x", newDealer(r.Seed).deal(r.ID)); got != r.Ticket {
			t.Errorf("ticket of %q under %q: %s, not %s", r.ID, r.Seed, got, r.Ticket)
		}
	}
	ids := make([]string, 1000)
	for i := range ids {
		ids[i] = fmt.Sprintf("C%06d", i)
	}
	slices.SortFunc(ids, func(a, b string) int {
		return newDealer(v.Order.Seed).deal(a).Compare(newDealer(v.Order.Seed).deal(b))
	})
	if !slices.Equal(ids[:20], v.Order.First) {
		t.Errorf("the first twenty are %v, not %v", ids[:20], v.Order.First)
	}
}

// The digest is the one of Rivest's consistent_sampler, whose number is its
// decimal digits in reverse.
func TestTicketsHoldConsistentSamplerDigits(t *testing.T) {
	for _, r := range readTicketVectors(t).Consistent {
		k := newDealer(r.Seed).deal(r.ID)
		digits := []byte(new(big.Int).SetBytes(k[:]).String())
		slices.Reverse(digits)
		if got := "0." + string(digits); !strings.HasPrefix(got, r.Number) {
			t.Errorf("%q under %q: %s, not %s", r.ID, r.Seed, got, r.Number)
		}
	}
}

func TestNormalizeID(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{" K001\t", "K001"},
		{"e\u0301-1", "\u00e9-1"}, // decomposed and composed
		{"\u00a0K 7\u2003", "K 7"},
		{"k001", "k001"}, // case is kept
	} {
		if got := NormalizeID(c.in); got != c.want {
			t.Errorf("NormalizeID(%q) = %q, not %q", c.in, got, c.want)
		}
	}
}

func TestPurposesNeverShareAText(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range []string{purposeTicket, purposePick, purposeWalk} {
		for _, g := range []string{"", "court", "court\x1f", "ooc"} {
			for _, s := range []string{"1", "court", "ooc 1"} {
				text := purposeSeed(p, g, s)
				if seen[text] {
					t.Errorf("%q serves twice", text)
				}
				seen[text] = true
			}
		}
	}
}

func TestMadeUpSeedsDiffer(t *testing.T) {
	a, b := MakeSeed(), MakeSeed()
	if a == b || len(a) != 24 || checkSeed(a) != nil {
		t.Errorf("made up %q and %q", a, b)
	}
}

func TestSeedsThatAreRefused(t *testing.T) {
	for _, c := range []struct{ seed, want string }{
		{"", "the seed is empty"},
		{strings.Repeat("x", 1001), "at most 1000"},
		{"a\nb", "control character at byte 2"},
		{"a\xff", "not valid UTF-8"},
	} {
		if err := checkSeed(c.seed); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("checkSeed(%.20q): %v, want %q", c.seed, err, c.want)
		}
	}
}

func TestStreamIsThePublishedCounterMode(t *testing.T) {
	for _, r := range readTicketVectors(t).Counter {
		s := stream.New(r.Seed)
		var block [32]byte
		for range r.Counter {
			block = s.Block()
		}
		if got := hex.EncodeToString(block[:]); got != r.Digest {
			t.Errorf("block %d of %q: %s, not %s", r.Counter, r.Seed, got, r.Digest)
		}
		if r.Counter == 1 {
			if got := stream.Pick(r.Seed, 300000) + 1; got != r.Mod {
				t.Errorf("pick of %q: %d, not %d", r.Seed, got, r.Mod)
			}
		}
	}
}

// The Python package needs 6.8 s for a million ids (consistent_sampler,
// list(sampler(range(10**6), seed=1, take=1000)), Python 3.11, 2 cores).
func BenchmarkMillionTicketsTake1000(b *testing.B) {
	ids := make([]string, 1_000_000)
	for i := range ids {
		ids[i] = fmt.Sprint(i)
	}
	for b.Loop() {
		deal := newDealer("1")
		s := smallest{most: 1000}
		for i, id := range ids {
			s.add(deal.deal(id), i)
		}
		if len(s.sorted()) != 1000 {
			b.Fatal("did not take 1000")
		}
	}
}
