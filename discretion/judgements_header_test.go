package discretion

import "testing"

func TestIsHeader(t *testing.T) {
	rules, err := LoadRules("hmip-youth-2018")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{
		"case_id": true, "Case reference": true, "Answer": true, "% yes": true, "court.delivery.public": true, " Court.Delivery.Public ": true,
		"": false, "gender": false, "court.delivery": false, "K017": false,
	} {
		if rules.IsHeader(text) != want {
			t.Errorf("IsHeader(%q) is %v", text, !want)
		}
	}
}
