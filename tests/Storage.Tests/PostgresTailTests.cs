using System.Globalization;
using CoopGrains.Storage;
using CoopGrains.Storage.Postgres;
using TestKit;

namespace Storage.Tests;

/// <summary>Processes write the same books and are killed, others roll back what they numbered, and readers follow.</summary>
public sealed class PostgresTailTests : PostgresStoreTest
{
    private const int Processes = 4;
    private const int Readers = 3;

    private static readonly int RowsPerProcess = Environment.GetEnvironmentVariable("COOP_LONG") == "1" ? 20_000 : 400;

    [Fact]
    public async Task Killed_writers_and_rollbacks_leave_no_hole_and_all_readers_see_one_order()
    {
        using var folder = new TempFolder();
        using var stop = new CancellationTokenSource();
        var output = new List<string>();
        var writers = new List<ChildProcess>();
        var rows = RowsPerProcess * Processes;
        ChildProcess Start(int number) => ChildProcess.Start(
            typeof(PostgresTailTests).Assembly.Location,
            [folder.PathOf($"{number}"), Site.Application, string.Create(CultureInfo.InvariantCulture, $"p{number}")]);
        try
        {
            var readers = Enumerable.Range(0, Readers).Select(_ => Task.Run(() => FollowAsync(rows))).ToList();
            var rollingBack = RollBackAsync(stop.Token);
            for (var i = 0; i < Processes; i++)
                writers.Add(Start(i));
            for (var kill = 1; kill <= Processes; kill++)
            {
                await UntilHeadAsync(kill * (rows / (Processes + 1)));
                var killed = writers[kill % Processes];
                await killed.KillAsync();
                output.Add(killed.Output);
                await killed.DisposeAsync();
                writers[kill % Processes] = Start(Processes + kill);
            }

            var orders = await Task.WhenAll(readers);
            await stop.CancelAsync();
            await rollingBack;
            Assert.All(orders, order => Assert.Equal(orders[0], order));
        }
        finally
        {
            foreach (var writer in writers)
            {
                await writer.KillAsync();
                output.Add(writer.Output);
                await writer.DisposeAsync();
            }
        }

        await AssertSoundAsync();
        await AssertAcknowledgedAsync(output);
    }

    /// <summary>No page may show a position before the one that precedes it.</summary>
    private async Task<List<string>> FollowAsync(int rows)
    {
        await using var reader = PostgresBookStore.OpenReader(Site.Application);
        var hashes = new List<string>();
        while (hashes.Count < rows)
        {
            foreach (var row in await reader.TailAsync(hashes.Count, Math.Min(37, rows - hashes.Count), default))
            {
                Assert.Equal(hashes.Count + 1, row.Position);
                hashes.Add(row.Hash);
            }
        }

        return hashes;
    }

    /// <summary>Takes positions and gives them back.</summary>
    private async Task RollBackAsync(CancellationToken stop)
    {
        await using var owner = await ConnectAsync(Site.Owner);
        while (!stop.IsCancellationRequested)
        {
            var positions = (long[])(await AskAsync(owner, """
                BEGIN;
                SELECT positions FROM coop.commit_books(0, '{stranger/a}', '{stranger}', '{false}', '{0}', '{9223372036854775807}',
                  '{1,1}', '{1,2}', '{a,b}', '{0,0}', '{"",""}', '{"",""}', '{"",""}', '{"",""}', '{"",""}', '{"",""}', '{"",""}')
                """))!;
            Assert.Equal(positions[0] + 1, positions[1]);
            await AskAsync(owner, "ROLLBACK");
        }
    }

    private async Task UntilHeadAsync(long position)
    {
        await using var reader = PostgresBookStore.OpenReader(Site.Application);
        while ((await reader.HeadAsync(default)).Position < position)
            await Task.Yield();
    }

    private async Task AssertAcknowledgedAsync(IEnumerable<string> output)
    {
        await using var reader = PostgresBookStore.OpenReader(Site.Application);
        var written = (await reader.TailAsync(0, int.MaxValue, default))
            .ToDictionary(row => (row.BookKey, row.OperationId), row => row.Sequence);
        var acknowledged = output.SelectMany(text => text.Split('\n'))
            .Select(line => line.TrimEnd('\r').Split(' '))
            .Where(words => words is ["acknowledged", _, _, _])
            .ToList();
        Assert.NotEmpty(acknowledged);
        Assert.All(acknowledged, words =>
            Assert.Equal(long.Parse(words[2], CultureInfo.InvariantCulture), written[(words[1], words[3])]));
    }
}
