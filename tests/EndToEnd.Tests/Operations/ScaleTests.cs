using System.Text.RegularExpressions;
using CoopGrains.Hosting.Tokens;
using CoopGrains.Storage;
using CoopGrains.Storage.Postgres;
using EndToEnd.Tests.Processes;
using EndToEnd.Tests.Retries;
using TestKit;

namespace EndToEnd.Tests.Operations;

/// <summary>What operators do to a site under load with <c>infra/dev</c>, which started it: one process more, and one less.</summary>
public sealed partial class ScaleTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(24);
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);

    private readonly TempFolder _folder = new();
    private readonly SiteUsers _users;
    private ChildProcess _up = null!;

    public ScaleTests() => _users = new(_folder.Path);

    public async Task InitializeAsync()
    {
        // The server runs as its own user, who has to come by.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder.Path, File.GetUnixFileMode(_folder.Path) | UnixFileMode.OtherExecute);
        _up = Dev("up", "--postgres", "--silos", "2", "--no-build", "--clock", "2026-11-21", "--data", _folder.Path);
        await _up.WaitForLineAsync("Stop: Ctrl-C", LongestStart);
    }

    public async Task DisposeAsync()
    {
        await RunAsync("down", "--data", _folder.Path);
        await _up.DisposeAsync();
        _users.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_process_that_is_added_under_load_serves_and_one_that_is_taken_away_fails_no_request()
    {
        var two = Processes(File.ReadAllText(_folder.PathOf("processes")));
        Assert.Equal(2, two.Length);
        var clients = new Rotation(two);
        var load = new AgencyLoad(two[0].Api, "scaled", clients.SendAsync, agencies: 10, entriesEach: 100_000);
        await load.OpenAsync();
        foreach (var process in two) await load.AwaitSeenAsync(process.Api);
        var reporting = load.ReportAllAsync(_ => { });

        var three = Processes(await RunAsync("scale", "3", "--data", _folder.Path));
        Assert.Equal([.. two.Select(process => process.Address)], three[..2].Select(process => process.Address));
        var added = three[2];
        clients.Add(added);
        await clients.ServesAsync(added, 100);

        var scaling = RunAsync("scale", "2", "--data", _folder.Path);
        await added.NotReadyAsync();
        clients.Out[added] = true;
        Assert.Equal([.. two.Select(process => process.Address)], Processes(await scaling).Select(process => process.Address));
        Assert.Contains(
            $"The process at {added.Address.AbsoluteUri.TrimEnd('/')} has stopped (code 0).", _up.Output, StringComparison.Ordinal);
        load.End();
        await reporting;

        Assert.True(clients.Failures.IsEmpty, $"{clients.Failed}\n{_up.Output}");
        await two[0].Api.UntilQuietAsync(Site.Operator);
        await using var reader = PostgresBookStore.OpenReader(Database());
        await JournalInvariants.CheckAsync(reader);
        await load.AssertExactAsync(await RowsAsync(reader), [.. two.Select(process => process.Api)]);
    }

    private static ChildProcess Dev(params string[] arguments) => ChildProcess.StartProgram(
        RepositoryRoot.PathOf("infra", "dev"), arguments,
        // As in production: whoever follows readiness has time to see that it is gone.
        new Dictionary<string, string?> { ["Coop__DrainSeconds"] = "5", ["Coop__UserRequestsPerSecond"] = "0" });

    private static async Task<string> RunAsync(params string[] arguments)
    {
        await using var run = Dev(arguments);
        var code = await run.ExitAsync(LongestStart);
        Assert.True(code == 0, $"infra/dev {string.Join(' ', arguments)} ended with {code}:\n{run.Output}");
        return run.Output;
    }

    private static async Task<IReadOnlyList<JournalRow>> RowsAsync(IJournalReader reader)
    {
        var rows = new List<JournalRow>();
        while (await reader.TailAsync(rows.Count, 10_000, default) is { Count: > 0 } more)
            rows.AddRange(more);
        return rows;
    }

    private GatewayProcess[] Processes(string lines) =>
        [.. AddressOf().Matches(lines).Select(match => new GatewayProcess(new(match.Value), _users, Patience))];

    private string Database()
    {
        var port = PortOf().Match(_up.Output).Groups[1].Value;
        var password = File.ReadAllText(_folder.PathOf("postgres.password"));
        return $"Host=127.0.0.1;Port={port};Database=coop;Username=postgres;Password={password};Pooling=false";
    }

    [GeneratedRegex("http://127.0.0.1:[0-9]+")]
    private static partial Regex AddressOf();

    [GeneratedRegex("PostgreSQL runs at 127.0.0.1:([0-9]+)")]
    private static partial Regex PortOf();
}
