using CoopGrains.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Storage.Tests;

/// <summary>The hash is computed twice, in SQL when a row is written and here when it is checked.</summary>
public sealed class PostgresHashTests : PostgresStoreTest
{
    private static readonly string[] Pieces =
    [
        "", ":", "1:", "12:ab", "Sầm Nưa", "ຊຳເໜືອ", "\u200B", "😀", "\U0010FFFF", "e\u0301", "\uFEFF",
        "\\", "'", "\"", "%", "{}", ",", "NULL", "\r\n", "\t",
    ];

    [Fact]
    public async Task Both_computations_agree_on_any_text_number_and_batch()
    {
        await using var store = await OpenAsync();
        var text = Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces.Take(30)));
        var batch = text.ArrayOf(7).NonEmptyListOf();
        var book = 0;
        Prop.ForAll(batch.ToArbitrary(), events =>
        {
            var pending = events.Select((t, i) => new PendingEvent("op" + t[0] + i, 0, t[0], t[1], t[2], t[3], t[4], t[5], t[6], null));
            var commit = Commit("program/" + events[0][0] + book++, 0, [.. pending]) with
            {
                Snapshot = new SnapshotToWrite(1, () => string.Concat(events[0])),
            };
            Assert.IsType<CommitResult.Committed>(store.CommitAsync(commit).GetAwaiter().GetResult());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

        await store.DisposeAsync();
        Assert.Equal(200, (await AssertSoundAsync()).Snapshots);
    }
}
