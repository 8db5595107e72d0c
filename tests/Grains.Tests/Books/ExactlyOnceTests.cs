using CoopGrains.Contracts;
using CoopGrains.Grains;
using static Grains.Tests.Books.Words;

namespace Grains.Tests.Books;

/// <summary>Whatever the kind of command: however often and at once it is sent, one effect and one answer.</summary>
public class ExactlyOnceTests : BookTest
{
    public static TheoryData<string> Kinds => ["report", "confirmation", "signature", "creation"];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Fifty_parallel_calls_with_one_operation_id_have_one_effect_and_equal_answers(string kind)
    {
        var (book, send) = await PreparedAsync(kind);
        var before = await VersionAsync(book);

        var answers = (await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => send("once", null)))).Select(Accepted).ToList();

        Assert.Equal(49, answers.Count(answer => answer.Replayed));
        Assert.Single(answers.Select(answer => answer with { Replayed = false }).Distinct());
        Assert.Equal(before + answers[0].Events.Count, await VersionAsync(book));
        await KnownForEverAsync(book, send, answers[0]);
    }

    /// <summary>Retried and reused: at once, after a deactivation, after newer operations, after a restart.</summary>
    private async Task KnownForEverAsync(BookKey book, Func<string, string?, Task<Outcome>> send, Outcome.Accepted answer)
    {
        var version = await VersionAsync(book);
        await CheckAsync();
        await Site.DeactivateAsync(book);
        await CheckAsync();
        await CrowdAsync(book);
        version = await VersionAsync(book);
        await CheckAsync();
        await Site.RestartAsync();
        await CheckAsync();
        await CrowdAsync(book);
        version = await VersionAsync(book);
        await CheckAsync();

        async Task CheckAsync()
        {
            Refused(RefusalCodes.OperationIdReused, await send("once", "another"));
            var again = Accepted(await send("once", null));
            Assert.True(again.Replayed);
            Assert.Equal(answer with { Replayed = true }, again);
            Assert.Equal(version, await VersionAsync(book));
        }
    }

    /// <summary>Ten more operations, so that small memories forget and snapshots are taken.</summary>
    private async Task CrowdAsync(BookKey book)
    {
        for (var i = 0; i < 10; i++)
        {
            var caller = By(An, $"crowd-{await VersionAsync(book)}");
            var id = $"c-{await VersionAsync(book)}";
            Accepted(book.Kind == BookKind.Program
                ? await Site.Program(book).AddCommitmentAsync(caller, Promise(id))
                : await Site.Agreement(book).AddCommitmentAsync(caller, Promise(id)));
        }
    }

    private async Task<(BookKey Book, Func<string, string?, Task<Outcome>> Send)> PreparedAsync(string kind)
    {
        switch (kind)
        {
            case "report":
                await Site.OpenProgramAsync();
                return (Program, (id, print) => Site.Program(Program).ReportAsync(By(An, id, print), Report()));
            case "confirmation":
                var entry = EntryOf(await (await Site.OpenProgramAsync()).ReportAsync(By(An, "r"), Report()));
                return (Program, (id, print) => Site.Program(Program).ConfirmAsync(By(Kham, id, print), Confirm(entry)));
            case "signature":
                Accepted(await (await Site.AgreeTextAsync()).SignAsync(By(An, "vn-signs"), Sign("An")));
                return (Agreement, (id, print) => Site.Agreement(Agreement).SignAsync(By(Kham, id, print), Sign("Kham")));
            default:
                return (Program, (id, print) => Site.Program(Program).OpenAsync(By(An, id, print), Open));
        }
    }

    private async Task<long> VersionAsync(BookKey book) => (await Site.Store.Inner.ProbeAsync(book.ToString(), "-", default)).Version;
}

/// <summary>The same when an activation remembers three operations only.</summary>
public sealed class ExactlyOnceWithAShortMemoryTests : ExactlyOnceTests
{
    protected override BookOptions Options => new() { OperationsRemembered = 3 };
}

/// <summary>The same when every other write carries a snapshot, so that a reload sees hardly any events.</summary>
public sealed class ExactlyOnceWithManySnapshotsTests : ExactlyOnceTests
{
    protected override BookOptions Options => new() { SnapshotAfter = 1 };
}

/// <summary>The same when the process is one of several.</summary>
public sealed class ExactlyOnceBesideOtherWritersTests : ExactlyOnceTests
{
    protected override BookOptions Options => new() { OperationsRemembered = 3, SnapshotAfter = 1 };

    protected override bool OwnsBooks => false;
}
