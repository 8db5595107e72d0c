using CoopGrains.Contracts;
using CoopGrains.Storage;
using Microsoft.Data.Sqlite;
using static Grains.Tests.Books.Words;

namespace Grains.Tests.Books;

public sealed class DamageTests : BookTest
{
    private static readonly BookKey Other = BookKey.Program("other");

    protected override bool EndsWhole => false;

    [Theory]
    [InlineData("UPDATE journal SET event = replace(event, 'Scholarships', 'Ships') WHERE book_key = 'program/db-lpb-scholarship'")]
    [InlineData("DELETE FROM journal WHERE book_key = 'program/db-lpb-scholarship' AND sequence = 2")]
    [InlineData("DELETE FROM journal WHERE book_key = 'program/db-lpb-scholarship'")]
    public async Task A_damaged_row_fails_only_its_own_book_with_an_error_that_names_it(string damage)
    {
        var program = await Site.OpenProgramAsync();
        Accepted(await Site.Program(Other).OpenAsync(By(An, "open"), Open));
        await Site.CloseAsync();
        Tamper(damage);
        await Site.ReopenAsync();

        await DamagedAsync(() => Site.Program(Program).ReportAsync(By(An, "r"), Report()));
        await DamagedAsync(() => Site.Program(Program).ReadAsync(new() { Actor = An }));
        await DamagedAsync(() => Site.Program(Program).OpenAsync(By(An, "open"), Open));
        Accepted(await Site.Program(Other).AddCommitmentAsync(By(An, "promise"), Promise()));
        Assert.NotNull(await Site.ViewAsync(Other));
    }

    [Fact]
    public async Task An_event_of_a_newer_build_fails_only_its_own_book_and_is_not_called_damage()
    {
        await Site.OpenProgramAsync();
        await Site.ForeignAsync(Program, Foreign("newer", new ProgramSuspended { Reason = "flood" }) with { Kind = "programAbducted" });
        await Site.DeactivateAsync(Program);

        var refused = await Assert.ThrowsAsync<NotAppliedException>(() => Site.Program(Program).ReportAsync(By(An, "r"), Report()));

        Assert.Contains("programAbducted", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NotAppliedException>(() => Site.Program(Program).ReadAsync(new() { Actor = An }));
        Accepted(await Site.Program(Other).OpenAsync(By(An, "open"), Open));
    }

    [Fact]
    public async Task What_a_newer_build_took_is_not_taken_again_and_not_said_to_have_failed()
    {
        await Site.OpenProgramAsync();
        var taken = By(An, "taken");
        await Site.ForeignAsync(Program, Foreign(taken.Operation.Id, new ProgramSuspended { Reason = "flood" }) with
        {
            Fingerprint = taken.Operation.Fingerprint,
            Text = """{"schema":999,"reason":"flood"}""",
        });
        await Site.DeactivateAsync(Program);

        var unknown = await Assert.ThrowsAsync<OutcomeUnknownException>(
            () => Site.Program(Program).SuspendAsync(taken, new() { Reason = "flood" }));

        Assert.Contains("schema 999", unknown.Message, StringComparison.Ordinal);
        Assert.Single(await Site.HistoryAsync(Program), row => row.OperationId == taken.Operation.Id);
    }

    [Fact]
    public async Task A_history_that_is_gone_behind_a_snapshot_of_another_shape_is_damage_and_no_endless_search()
    {
        await Site.OpenProgramAsync();
        var snapshot = new SnapshotToWrite(2, () => "999\n{}");
        await Site.Store.Inner.CommitAsync(new(Program.ToString(), WireNames.ProgramBook, false, 2, [], snapshot, Never));
        await Site.CloseAsync();
        Tamper("DELETE FROM journal WHERE book_key = 'program/db-lpb-scholarship'");
        await Site.ReopenAsync();

        await DamagedAsync(() => Site.Program(Program).ReportAsync(By(An, "r"), Report()));
    }

    private static async Task<BookDamagedException> DamagedAsync(Func<Task> call)
    {
        var damage = await Assert.ThrowsAsync<BookDamagedException>(call);
        Assert.Contains(Program.ToString(), damage.Message, StringComparison.Ordinal);
        return damage;
    }

    private void Tamper(string sql)
    {
        // The anchor is left as it was; without it the store would open and only the book complain.
        File.Delete(Site.StorePath + ".anchor");
        var source = new SqliteConnectionStringBuilder { DataSource = Site.StorePath, Pooling = false };
        using var connection = new SqliteConnection(source.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            PRAGMA foreign_keys=OFF;
            DROP TRIGGER IF EXISTS journal_rows_never_change;
            DROP TRIGGER IF EXISTS journal_rows_never_leave;
            {sql}
            """;
        command.ExecuteNonQuery();
    }
}
