using CoopGrains.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using TestKit;

namespace CoopGrains.Grains.Tests.Network;

public sealed class CalendarTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MovedClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Silence_brings_an_issue_to_the_overseers_once_and_what_was_taken_back_does_not_come_again()
    {
        string first;
        await using (var host = await StartAsync())
        {
            await host.LoadAsync();
            first = await RaiseAsync(host, 14);
            _clock.Moved += TimeSpan.FromDays(15);
            await EscalatedAsync(host, first);
            NetworkHost.Accepted(await Program(host).RevertEscalationAsync(host.By(SmallNetwork.Lpb), new() { Case = first, Reason = "called" }));
        }
        // Another process looks at everything anew; when it has found the second, it has passed by the first.
        await using var again = await StartAsync();
        var second = await RaiseAsync(again, 1);
        _clock.Moved += TimeSpan.FromDays(30);
        await EscalatedAsync(again, second);
        var told = (await HistoryAsync(again)).OfType<CaseEscalated>().ToList();
        Assert.Equal([first, second], told.Select(escalated => escalated.Case));
        Assert.All(told, escalated => Assert.Null(escalated.Escalation.By));
        var rows = await again.Store.HistoryAsync(SmallNetwork.Scholarship.ToString(), 1, 1_000, default);
        Assert.All(rows.Where(row => row.Kind == "caseEscalated"), row =>
        {
            Assert.Equal("system", row.Agency);
            Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", row.Trace);
        });
    }

    private Task<NetworkHost> StartAsync() =>
        NetworkHost.StartAsync(_folder.Path, services => services.AddSingleton<TimeProvider>(_clock));

    private static async Task<string> RaiseAsync(NetworkHost host, int days) => NetworkHost.Accepted(
        await Program(host).RaiseCaseAsync(host.By(SmallNetwork.Lpb), new()
        {
            Kind = CaseKind.Issue,
            Title = new() { En = "border trade" },
            Text = new() { En = "goods wait" },
            SilenceDays = days,
        })).Events.OfType<CaseRaised>().Single().Case.Id;

    private static Task EscalatedAsync(NetworkHost host, string id) => Until.TrueAsync(
        async () => (await HistoryAsync(host)).OfType<CaseEscalated>().Any(escalated => escalated.Case == id), "the calendar told nothing");

    private static async Task<IEnumerable<Event>> HistoryAsync(NetworkHost host) =>
        (await host.Store.HistoryAsync(SmallNetwork.Scholarship.ToString(), 1, 1_000, default))
            .Select(row => EventCatalog.Read(row.Kind, row.Text)).ToList();

    private static IProgramGrain Program(NetworkHost host) => host.Grains.GetGrain<IProgramGrain>(SmallNetwork.Scholarship.ToString());

    /// <summary>The true time, moved on.</summary>
    private sealed class MovedClock : TimeProvider
    {
        public TimeSpan Moved { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Moved;
    }
}
