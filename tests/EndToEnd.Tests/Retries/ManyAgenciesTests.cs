using System.Globalization;
using TestKit;

namespace EndToEnd.Tests.Retries;

/// <summary>Twenty agencies write to one program at once, and send everything twice.</summary>
public sealed class ManyAgenciesTests(SeededSite seeded) : IClassFixture<SeededSite>
{
    private const int Agencies = 20;
    private const int EntriesEach = 50;
    private ApiClient Api => seeded.Site.Api;

    [Fact]
    public async Task A_thousand_entries_sent_twice_are_a_thousand_entries_and_an_exact_sum()
    {
        var program = await OpenAsync("calm");
        await Task.WhenAll(Enumerable.Range(0, Agencies).Select(agency => ReportAsync(program, "calm", agency, _ => { })));
        await AssertExactAsync(program);
    }

    [Fact]
    public async Task So_they_are_when_the_process_is_killed_in_the_middle_and_the_clients_try_again()
    {
        var program = await OpenAsync("cut");
        var answered = 0;
        var middle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reporting = Task.WhenAll(Enumerable.Range(0, Agencies).Select(agency => ReportAsync(program, "cut", agency, _ =>
        {
            if (Interlocked.Increment(ref answered) == Agencies * EntriesEach / 2) middle.SetResult();
        })));
        await Task.WhenAny(middle.Task, reporting);
        await seeded.Site.KillAndStartAgainAsync();
        await reporting;
        await AssertExactAsync(program);
    }

    // Cents of the entry: every one differs, so that a lost and a doubled one cannot make up for each other.
    private static decimal Value(int agency, int entry) => ((agency * EntriesEach) + entry + 1) * 1.01m;

    private static string Recorder(string run, int agency) => $"{(agency % 2 == 0 ? "vn-db" : "la-lpb")}-{run}-{agency}/recorder";

    private async Task<string> OpenAsync(string run)
    {
        var last = new Dictionary<string, string>();
        for (var agency = 0; agency < Agencies; agency++)
        {
            var (id, province) = (Recorder(run, agency).Split('/')[0], agency % 2 == 0 ? "vn-db" : "la-lpb");
            var coordinator = province + "-coordination/coordinator";
            var entered = new { id, name = new { en = id } };
            (await Api.PostAsync(coordinator, $"/v1/provinces/{province}/agencies", $"{id}-agency", entered)).Ok();
            last[province] = (await Api.PutAsync(coordinator, $"/v1/provinces/{province}/agencies/{id}/users/recorder", $"{id}-user",
                new { roles = (string[])["coordinator", "recorder"] })).Ok().Version!;
        }
        foreach (var (province, version) in last)
            (await Api.GetAsync(Site.DienBien, "/v1/provinces/" + province, version)).Ok();
        var program = new { title = new { en = run }, parties = (string[])["vn-db", "la-lpb"] };
        var opened = (await Api.PostAsync(Site.DienBien, "/v1/programs", $"many-{run}", program)).Ok();
        (await Api.GetAsync(Site.DienBien, "/v1/programs/" + opened.Id, opened.Version)).Ok();
        (await Api.PostAsync(Site.DienBien, $"/v1/programs/{opened.Id}/commitments", $"many-{run}-money", new
        {
            id = "money",
            title = new { en = "Money" },
            givers = (string[])["vn-db"],
            beneficiaries = (string[])["la-lpb"],
            basis = new { kind = "practice" },
            indicator = "load-money",
            measure = "sum",
            unit = "USD",
            cadence = "standing",
        })).Ok();
        return opened.Id;
    }

    private async Task ReportAsync(string program, string run, int agency, Action<ApiReply> answered)
    {
        for (var entry = 0; entry < EntriesEach; entry++)
        {
            var body = new
            {
                amount = new { value = Value(agency, entry).ToString(CultureInfo.InvariantCulture), unit = "USD" },
                occurred = new { from = "2026-10", to = "2026-10" },
            };
            var path = $"/v1/programs/{program}/commitments/money/entries";
            Task<ApiReply> Send() => Api.PostUntilAnsweredAsync(Recorder(run, agency), path, $"entry-{entry}", body);
            var both = await Task.WhenAll(Send(), Send());
            Assert.Equal(both[0].Ok().Text, both[1].Ok().Text);
            answered(both[0]);
        }
    }

    private async Task AssertExactAsync(string program)
    {
        const int Total = Agencies * EntriesEach;
        var rows = (await seeded.Site.JournalAsync()).Where(row => row.BookKey == "program/" + program).ToArray();
        Assert.Equal(Total, rows.Count(row => row.Kind == "entryReported"));
        var last = $"program/{program}@{rows[^1].Sequence}";
        var money = (await Api.GetAsync(Site.DienBien, "/v1/programs/" + program, last)).Ok().Json.At("commitments")[0].At("overall");
        Assert.Equal(Total, money.Int("entries"));
        var sum = Enumerable.Range(0, Agencies).Sum(agency => Enumerable.Range(0, EntriesEach).Sum(entry => Value(agency, entry)));
        Assert.Equal(sum, decimal.Parse(money.At("reported").Text("value"), CultureInfo.InvariantCulture));
        await seeded.Site.AssertWholeAsync();
    }
}
