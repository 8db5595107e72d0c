using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Benchmarks.Driving;
using Benchmarks.Measuring;
using CoopGrains.Contracts;
using TestKit;

namespace Benchmarks.Figures;

/// <summary>From a backup of 1,000,000 events to a site that serves them: <c>coop restore</c>, start, ready, the first answers right.</summary>
/// <remarks>
/// The backup was taken of a site that had served, so with what that keeps. Every hash is checked on the way, and nothing of the view is kept
/// over an epoch: it is made anew. The answers are compared with those before the backup. Files lie in the page cache.
/// </remarks>
internal sealed partial class Restore(bool postgres) : Figure
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly string[] Golden = ["/v1/network/status?by=province", $"/v1/programs/{Network.Program(0)}"];

    public override string Name => "restore";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var (programs, rows) = (run.Size(2_000, 20), run.Size(1_000_000, 4_000));
        var from = postgres ? await OfDatabaseAsync(run, programs, rows) : new Store(await run.Stores.LongAsync(programs, rows), null);
        var answers = await BeforeAsync(from);
        var file = Path.Combine(run.Stores.New("backup"), "backup");
        var saved = await CoopAsync(["backup", file, .. from.Arguments]);

        var into = new Store(run.Stores.New("restored"), postgres ? await run.Postgres.CreateEmptyAsync() : null);
        var restored = await CoopAsync(["restore", file, "--data", into.Data, "--reason", "measured", .. into.DatabaseArguments]);
        var began = Stopwatch.GetTimestamp();
        await using var site = await into.ServeAsync();
        var ready = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var after = Answers(site);
        var served = Stopwatch.GetElapsedTime(began).TotalSeconds;
        foreach (var (path, before, now) in Golden.Zip(answers, after))
            WrongAnswerException.ThrowIf(before != now, $"{path}, restored, is not what it was");
        await site.StopAsync();

        var beside = string.Create(CultureInfo.InvariantCulture,
            $"restore {restored:0.0} s, start to ready {ready:0.0} s, first answers {served - ready:0.0} s; "
            + $"{new FileInfo(file).Length / 1e6:N0} MB, saved in {saved:0.0} s");
        return [new($"restore of {rows:N0} events and serving again", restored + served, " s", Must.Most(60), beside)];
    }

    private static async Task<Store> OfDatabaseAsync(Run run, int programs, int rows)
    {
        var (data, database) = (run.Stores.New("long"), await run.Postgres.CreateAsync());
        await LongJournal.WriteAsync(database.Application, data, programs, rows);
        return new(data, database);
    }

    // Only an agency may ask, and a journal that was written past the books has none.
    private static async Task<string[]> BeforeAsync(Store store)
    {
        await using var site = await store.ServeAsync();
        using (var connection = new HttpConnection(site.Port))
            new Network(site).Staff(connection, Network.RecorderOf(0).Body);
        var answers = Answers(site);
        WrongAnswerException.ThrowIf(!answers[0].Contains("\"la-lpb\"", StringComparison.Ordinal), $"there is no status: {answers[0]}");
        await site.StopAsync();
        return answers;
    }

    private static string[] Answers(Served site)
    {
        using var connection = new HttpConnection(site.Port);
        var token = site.TokenFor(Network.RecorderOf(0));
        return Array.ConvertAll(Golden, path =>
        {
            var reply = connection.Send(Request.Get(path, token));
            WrongAnswerException.ThrowIf(reply.Status != 200, $"{path} was answered {reply.ToString()}");
            return OfTheMoment().Replace(Encoding.UTF8.GetString(reply.Body), "");
        });
    }

    private static async Task<double> CoopAsync(string[] arguments)
    {
        var began = Stopwatch.GetTimestamp();
        await using var coop = ChildProcess.Start(RepositoryRoot.Built("src/CoopGrains.Cli", "coop.dll"), arguments);
        var code = await coop.ExitAsync(Patience);
        WrongAnswerException.ThrowIf(code != 0, $"coop {arguments[0]} ended with {code}: {coop.Output}");
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    [GeneratedRegex("\"(asOf|lag)\":[^,]*")]
    private static partial Regex OfTheMoment();

    private sealed record Store(string Data, PostgresSite? Database)
    {
        public string[] DatabaseArguments => Database is null ? [] : ["--database", Database.Owner];

        public string[] Arguments => Database is null ? ["--data", Data] : DatabaseArguments;

        public Task<Served> ServeAsync() =>
            Served.GatewayAsync(Data, Database is null ? [] : [(Served.Database, Database.Application)]);
    }
}
