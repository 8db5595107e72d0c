using System.Net;
using CoopGrains.Contracts;
using Gateway.Tests.Kit;
using TestKit;

namespace Gateway.Tests;

/// <summary>What becomes of the people and the entries of an agency that is closed as a whole.</summary>
public sealed class ClosedAgencyTests : IAsyncLifetime
{
    private const string Agencies = "/v1/provinces/vn-db/agencies";
    private const string Closing = """{"on":"2026-10-31","reason":"sáp nhập"}""";

    private readonly Site _site = new();

    private static Actor Head { get; } = Of("thu", Roles.Coordinator);

    private static Actor Recorder { get; } = Of("lan", Roles.Recorder);

    public async Task InitializeAsync()
    {
        await _site.InitializeAsync();
        await SeenAsync(await Coordinator.MustAsync(HttpStatusCode.OK, "POST", Agencies, Bodies.Agency(Head.Agency)));
        await SeenAsync(await AppointAsync(Coordinator, Head));
        await SeenAsync(await AppointAsync(_site.As(Head), Recorder));
    }

    public Task DisposeAsync() => _site.DisposeAsync();

    private Client Coordinator => _site.As(People.Coordinator);

    [Fact]
    public async Task Its_tokens_sessions_and_open_streams_end_and_begin_again_when_it_is_opened()
    {
        using var browser = new Browser(_site);
        await browser.SignInAsync(Recorder);
        (await browser.GetAsync("/v1/session")).MustBe(200);
        using var stream = await _site.StreamAsync(Recorder);

        await SeenAsync(await Coordinator.MustAsync(HttpStatusCode.OK, "POST", $"{Agencies}/{Head.Agency}/closure", Closing));
        (await _site.As(Recorder).GetAsync("/v1/provinces")).Is(403, "agencyUnknown");
        (await _site.As(Head).PostAsync($"{Agencies}/{Head.Agency}/reopening", """{"reason":"x"}""")).Is(403, "agencyUnknown");
        (await browser.GetAsync("/v1/session")).Is(403, "agencyUnknown");
        SentEvent? sent;
        do
            sent = await stream.NextAsync();
        while (sent is { EndCode: null });
        Assert.Equal("rightsChanged", sent?.EndCode);
        using (var again = await EventStream.OpenAsync(_site.Address, _site.Key.Issue(Recorder, TimeProvider.System.GetUtcNow())))
            Assert.Equal(403, again.Status);
        var shown = (await Coordinator.GetAsync("/v1/provinces/vn-db")).MustBe(200).Json.GetProperty("agencies").EnumerateArray();
        Assert.Equal("2026-10-31", shown.Single(agency => agency.GetProperty("id").GetString() == Head.Agency).GetProperty("closedOn").GetString());

        (await _site.As(People.LaoCoordinator).PostAsync($"{Agencies}/{Head.Agency}/reopening", """{"reason":"x"}""")).Is(403, "notOfTheProvince");
        await SeenAsync(await Coordinator.MustAsync(HttpStatusCode.OK, "POST", $"{Agencies}/{Head.Agency}/reopening", """{"reason":"hoãn"}"""));
        (await _site.As(Recorder).GetAsync("/v1/provinces")).MustBe(200);
        (await browser.GetAsync("/v1/session")).MustBe(200);
    }

    [Fact]
    public async Task What_it_reported_stays_and_others_of_its_province_answer_for_it()
    {
        var program = await _site.NewProgramAsync();
        var reported = await _site.As(Recorder).MustAsync(
            HttpStatusCode.Created, "POST", $"/v1/programs/{program}/commitments/students/entries", Bodies.Entry);
        var entry = $"/v1/programs/{program}/entries/{reported.Json.GetProperty("id").GetString()}";
        await SeenAsync(await _site.As(People.Confirmer).MustAsync(HttpStatusCode.OK, "POST", entry + "/sendBack", """{"note":"thiếu danh sách"}"""));
        var other = _site.As(People.Recorder);
        (await other.PostAsync(entry + "/withdrawal", """{"reason":"nhầm"}""")).Is(403, "notTheAuthor");
        Assert.DoesNotContain("sentBack", await WorkAsync(other, program));

        await SeenAsync(await Coordinator.MustAsync(HttpStatusCode.OK, "POST", $"{Agencies}/{Head.Agency}/closure", Closing));
        Assert.Equal("sentBack", (await other.GetAsync(entry)).MustBe(200).Json.GetProperty("status").GetString());
        Assert.Contains("sentBack", await WorkAsync(other, program));
        (await other.PostAsync(entry + "/correction", Bodies.Entry.Replace("30", "28", StringComparison.Ordinal))).MustBe(201);
    }

    private static async Task<string[]> WorkAsync(Client who, string program) =>
        [.. (await who.GetAsync("/v1/worklist?limit=200")).MustBe(200).Json.GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("book").GetString() == "program/" + program).Select(item => item.GetProperty("kind").GetString()!)];

    private async Task SeenAsync(Reply written) => await Until.TrueAsync(
        async () => (await Coordinator.GetAsync("/v1/provinces", ("Coop-After", written.Header("Coop-Version")!))).Status == HttpStatusCode.OK,
        "the write is not seen");

    private static Task<Reply> AppointAsync(Client by, Actor actor) => by.MustAsync(
        HttpStatusCode.OK, "PUT", $"{Agencies}/{actor.Agency}/users/{actor.User}", Bodies.Rights(actor));

    private static Actor Of(string user, Roles roles) => new()
    {
        User = user,
        Agency = "vn-db-trade",
        Body = "vn-db",
        Side = Side.Vn,
        Roles = roles,
    };
}
