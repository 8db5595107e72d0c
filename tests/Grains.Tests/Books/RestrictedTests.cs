using CoopGrains.Contracts;
using TestKit;
using static Grains.Tests.Books.Words;

namespace Grains.Tests.Books;

/// <summary>Who is not cleared cannot tell a restricted book from none, whatever he sends.</summary>
public sealed class RestrictedTests : BookTest
{
    private static readonly BookKey Book = BookKey.Program("r-0123456789");
    private static readonly Actor Cleared = An with { Cleared = true };

    [Fact]
    public async Task An_uncleared_actor_gets_unknown_for_every_command_and_nothing_to_read()
    {
        var program = Site.Program(Book);
        Accepted(await program.OpenAsync(By(Cleared, "open"), Open with { Restricted = true }));
        Accepted(await program.AddCommitmentAsync(By(Cleared, "promise"), Promise()));
        var entry = EntryOf(await program.ReportAsync(By(Cleared, "report"), Report()));
        var stranger = Cleared with { Body = "vn-sl", Agency = "vn-sl-education" };
        var nowhere = Site.Program(BookKey.Program("r-9876543210"));

        foreach (var actor in new[] { An, Kham, stranger })
        {
            Assert.Null(await program.ReadAsync(new() { Actor = actor }));
            Assert.Null(await program.ReadAsync(new() { Actor = actor, AtLeast = 2 }));
            var hidden = new Outcome.Refused { Code = RefusalCodes.Unknown };
            foreach (var operation in new[] { "new", "open", "report" })
            {
                var caller = By(actor, operation, "of-" + actor.Body);
                foreach (var open in new[] { Open, Open with { Restricted = true }, Open with { Title = new() } })
                    Assert.Equal(await nowhere.OpenAsync(caller, open), await program.OpenAsync(caller, open));
                Assert.Equal(hidden, await program.AddCommitmentAsync(caller, Promise("c2")));
                Assert.Equal(hidden, await program.SetTargetAsync(caller, new() { Commitment = Scholarships, Period = Window.Year(2026) }));
                Assert.Equal(hidden, await program.ReportAsync(caller, Report()));
                Assert.Equal(hidden, await program.ConfirmAsync(caller, Confirm(entry)));
                Assert.Equal(hidden, await program.DisputeAsync(caller, new() { Entry = entry, Reason = "no" }));
                Assert.Equal(hidden, await program.SendBackAsync(caller, new() { Entry = entry, Note = "no" }));
                Assert.Equal(hidden, await program.WithdrawEntryAsync(caller, new() { Entry = entry, Reason = "no" }));
                Assert.Equal(hidden, await program.SuspendAsync(caller, new() { Reason = "no" }));
                Assert.Equal(hidden, await program.ResumeAsync(caller, new() { Reason = "no" }));
                Assert.Equal(hidden, await program.CloseAsync(caller, new() { Reason = "no" }));
            }
        }
        Assert.Equal(3, (await Site.HistoryAsync(Book)).Count);
        Assert.NotNull(await program.ReadAsync(new() { Actor = Cleared }));
    }

    [Fact]
    public async Task A_restricted_book_that_could_not_be_stored_hides_nothing()
    {
        var book = BookKey.Program("unsure");
        var program = Site.Program(book);
        var held = Site.Store.HoldNext(new Fault.Unavailable());
        var open = program.OpenAsync(By(Cleared, "open"), Open with { Restricted = true });
        await held.Reached;
        var other = program.OpenAsync(By(An, "other"), Open);
        await Site.TurnsAsync(book);
        Assert.False(other.IsCompleted);
        held.Release();

        await Assert.ThrowsAsync<NotAppliedException>(() => open);
        Accepted(await other);
        Assert.NotNull(await program.ReadAsync(new() { Actor = An }));
    }
}
