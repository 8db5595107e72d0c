using System.Globalization;
using CoopGrains.Storage;
using TestKit;

namespace EndToEnd.Tests.Retries;

/// <summary>Sends one write, as often as it takes; the first argument counts the writes, for whoever spreads them.</summary>
internal delegate Task<ApiReply> SendWrite(int number, string who, string path, string key, object body);

/// <summary>Agencies that all report to one program of their own, each entry sent twice at the same moment.</summary>
internal sealed class AgencyLoad(ApiClient api, string run, SendWrite send, int agencies = 20, int entriesEach = 50)
{
    private readonly int[] _entries = new int[agencies];
    private int _answered;
    private int _sent;
    private volatile bool _enough;

    /// <summary>Entries in all, when nobody ends it before.</summary>
    public int Total => agencies * entriesEach;

    /// <summary>The program's id.</summary>
    public string Program { get; private set; } = "";

    /// <summary>Enters the agencies and opens the program.</summary>
    public async Task OpenAsync()
    {
        var last = new Dictionary<string, string>();
        for (var agency = 0; agency < agencies; agency++)
        {
            var (id, province) = (Recorder(agency).Split('/')[0], agency % 2 == 0 ? "vn-db" : "la-lpb");
            var coordinator = province + "-coordination/coordinator";
            var entered = new { id, name = new { en = id } };
            (await api.PostAsync(coordinator, $"/v1/provinces/{province}/agencies", $"{id}-agency", entered)).Ok();
            last[province] = (await api.PutAsync(coordinator, $"/v1/provinces/{province}/agencies/{id}/users/recorder", $"{id}-user",
                new { roles = (string[])["coordinator", "recorder"] })).Ok().Version!;
        }
        Seen = [.. last.Select(one => ("/v1/provinces/" + one.Key, one.Value))];
        await AwaitSeenAsync(api);
        var program = new { title = new { en = run }, parties = (string[])["vn-db", "la-lpb"] };
        var opened = (await api.PostAsync(Site.DienBien, "/v1/programs", $"many-{run}", program)).Ok();
        Program = opened.Id;
        (await api.GetAsync(Site.DienBien, "/v1/programs/" + opened.Id, opened.Version)).Ok();
        var added = (await api.PostAsync(Site.DienBien, $"/v1/programs/{opened.Id}/commitments", $"many-{run}-money", new
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
            sources = new[] { new { source = "load" } },
        })).Ok();
        Seen = [.. Seen, ("/v1/programs/" + Program, added.Version!)];
    }

    /// <summary>Waits until a process sees what <see cref="OpenAsync"/> wrote through another.</summary>
    public async Task AwaitSeenAsync(ApiClient process)
    {
        foreach (var (path, version) in Seen)
            (await process.GetAsync(Site.DienBien, path, version)).Ok();
    }

    /// <summary>Reports everything; <paramref name="answered"/> is told how many entries have both their answers.</summary>
    public Task ReportAllAsync(Action<int> answered) =>
        Task.WhenAll(Enumerable.Range(0, agencies).Select(agency => ReportAsync(agency, answered)));

    /// <summary>Each agency ends with the entry that it is at.</summary>
    public void End() => _enough = true;

    /// <summary>Every entry is there once, none else, and the program's sum is theirs to the cent.</summary>
    public async Task AssertExactAsync(IEnumerable<JournalRow> journal, params ApiClient[] processes)
    {
        var rows = journal.Where(row => row.BookKey == "program/" + Program).ToArray();
        Assert.Equal(Enumerable.Range(1, rows.Length).Select(n => (long)n), rows.Select(row => row.Sequence));
        var total = _entries.Sum();
        Assert.True(_enough || total == Total, $"{total} of {Total} entries were reported");
        Assert.Equal(total, rows.Count(row => row.Kind == "entryReported"));
        var sum = Enumerable.Range(0, agencies).Sum(agency => Enumerable.Range(0, _entries[agency]).Sum(entry => Value(agency, entry)));
        foreach (var process in processes)
        {
            var after = $"program/{Program}@{rows[^1].Sequence}";
            var program = (await process.GetAsync(Site.DienBien, "/v1/programs/" + Program, after)).Ok().Json;
            var money = program.At("commitments")[0].At("overall");
            Assert.Equal(total, money.Int("entries"));
            Assert.Equal(sum, decimal.Parse(money.At("reported").Text("value"), CultureInfo.InvariantCulture));
        }
    }

    /// <summary>A user who reports for an agency of this load.</summary>
    public string Reporter(int agency) => Recorder(agency);

    /// <summary>Reports one entry once; null when there was no answer.</summary>
    public Task<ApiReply?> TryReportAsync(ApiClient process, string who, string key) => process.TryPostAsync(who, Entries, key, OneDollar);

    /// <summary>Reports one entry as often as it takes.</summary>
    public Task<ApiReply> ReportUntilAnsweredAsync(ApiClient process, string who, string key) =>
        process.PostUntilAnsweredAsync(who, Entries, key, OneDollar);

    private static readonly object OneDollar =
        new { amount = new { value = "1", unit = "USD" }, occurred = new { from = "2026-10", to = "2026-10" } };

    private string Entries => $"/v1/programs/{Program}/commitments/money/entries";

    private (string Path, string Version)[] Seen { get; set; } = [];

    // Every amount differs, so that a lost and a doubled one cannot make up for each other.
    private decimal Value(int agency, int entry) => ((agency * entriesEach) + entry + 1) * 1.01m;

    private string Recorder(int agency) => $"{(agency % 2 == 0 ? "vn-db" : "la-lpb")}-{run}-{agency}/recorder";

    private async Task ReportAsync(int agency, Action<int> answered)
    {
        for (var entry = 0; entry < entriesEach && !_enough; entry++)
        {
            var body = new
            {
                amount = new { value = Value(agency, entry).ToString(CultureInfo.InvariantCulture), unit = "USD" },
                occurred = new { from = "2026-10", to = "2026-10" },
            };
            var key = $"entry-{entry}";
            Task<ApiReply> Send() => send(Interlocked.Increment(ref _sent), Recorder(agency), Entries, key, body);
            var both = await Task.WhenAll(Send(), Send());
            Assert.Equal(both[0].Ok().Text, both[1].Ok().Text);
            _entries[agency]++;
            answered(Interlocked.Increment(ref _answered));
        }
    }
}
