using System.Collections.Concurrent;
using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Grains;
using FsCheck;
using FsCheck.Fluent;
using TestKit;
using static Grains.Tests.Books.Words;
using Outcome = CoopGrains.Contracts.Outcome;

namespace Grains.Tests.Books;

/// <summary>Any commands, each sent twice, in any interleaving, with deactivations and failing writes between.</summary>
public sealed class BookProperty
{
    private static readonly int Cases = Environment.GetEnvironmentVariable("COOP_LONG") == "1" ? 400 : 30;

    private enum Act
    {
        Report,
        Confirm,
        Suspend,
        Resume,
        Promise,
        Deactivate,
    }

    [Fact]
    public void Any_commands_sent_twice_have_one_effect_and_one_answer_whatever_fails()
    {
        var cases =
            from acts in Gen.Choose(0, 9).Select(die => (Act)(die < 5 ? 0 : die - 4)).NonEmptyListOf()
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select (Acts: acts.ToArray(), Seed: seed);
        // A failure prints the triple to replay it with: WithReplay(seed, gamma, size).
        Prop.ForAll(Arb.From(cases), one => RunAsync(one.Acts, one.Seed).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases).WithEndSize(60));
    }

    private static async Task RunAsync(Act[] acts, int seed)
    {
        var chance = new Random(seed);
        using var folder = new TempFolder();
        var options = new BookOptions
        {
            OperationsRemembered = chance.Next(1, 8),
            SnapshotAfter = chance.Next(1, 4_000),
            CommandsPerWrite = chance.Next(2) == 0 ? 512 : chance.Next(1, 5),
        };
        var site = await BookSite.StartAsync(folder.Path, options, ownsBooks: chance.Next(2) == 0);
        await site.OpenProgramAsync();
        var dice = new Random(seed + 1);
        site.Store.Chance = _ =>
        {
            lock (dice)
                return dice.Next(12) switch
                {
                    0 => new Fault.Unavailable(),
                    1 => new Fault.AnswerLost(),
                    2 => new Fault.CommitLost(),
                    _ => null,
                };
        };

        var entries = new ConcurrentQueue<string>();
        var answers = new ConcurrentBag<(string Operation, Outcome Answer)>();
        var sent = new Dictionary<string, Func<Task<Outcome>>>();
        var running = new List<Task>();
        for (var i = 0; i < acts.Length; i++)
        {
            if (acts[i] == Act.Deactivate)
            {
                running.Add(site.DeactivateAsync(Program));
                continue;
            }
            var entry = acts[i] == Act.Confirm && entries.TryDequeue(out var reported) ? reported : "e-none";
            var send = Sending(site.Program(Program), acts[i], $"op-{i}", entry);
            sent[$"op-{i}"] = send;
            running.Add(SendAsync($"op-{i}", send));
            running.Add(SendAsync($"op-{i}", send));
            if (chance.Next(3) == 0)
                await Task.WhenAny(running);
        }
        await Task.WhenAll(running);
        site.Store.StopFaults();

        var rows = (await site.HistoryAsync(Program)).Skip(2).ToList();
        var kept = rows.Select(row => row.OperationId).ToHashSet();
        foreach (var operation in answers.GroupBy(answer => answer.Operation))
        {
            var accepted = operation.Select(answer => answer.Answer).OfType<Outcome.Accepted>().ToList();
            // Refusals are decided again, so one twin may be refused and the other taken; the book then has it.
            Assert.Equal(accepted.Count > 0, kept.Contains(operation.Key));
            Assert.True(accepted.Select(answer => answer with { Replayed = false }).Distinct().Count() <= 1);
            Assert.True(accepted.Count(answer => !answer.Replayed) <= 1);
            if (accepted.Count > 0)
                Assert.Equal(accepted[0] with { Replayed = true }, await sent[operation.Key]());
            foreach (var answer in accepted)
                Assert.Equal(answer.Events, rows.Where(row => row.OperationId == operation.Key)
                    .Select(row => EventCatalog.Read(row.Kind, row.Text)).ToValueList());
        }
        await site.AssertReloadsAsync();
        await site.CloseAsync();
        await using var reader = CoopGrains.Storage.Sqlite.SqliteBookStore.OpenReader(site.StorePath);
        await JournalInvariants.CheckAsync(reader);

        async Task SendAsync(string operation, Func<Task<Outcome>> send)
        {
            var answer = await BookTest.UntilAnsweredAsync(send);
            answers.Add((operation, answer));
            if (answer is Outcome.Accepted { Replayed: false, Events: [EntryReported reported] })
                entries.Enqueue(reported.Entry);
        }
    }

    private static Func<Task<Outcome>> Sending(IProgramGrain program, Act act, string operation, string entry) => act switch
    {
        Act.Report => () => program.ReportAsync(By(An, operation), Report()),
        Act.Confirm => () => program.ConfirmAsync(By(Kham, operation), Confirm(entry)),
        Act.Suspend => () => program.SuspendAsync(By(An, operation), new() { Reason = "flood" }),
        Act.Resume => () => program.ResumeAsync(By(Kham, operation), new() { Reason = "go on" }),
        _ => () => program.AddCommitmentAsync(By(An, operation), Promise("c-" + (operation.Length % 2))),
    };
}
