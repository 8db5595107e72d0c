using EndToEnd.Tests.Processes;
using TestKit;

namespace EndToEnd.Tests.Changes;

/// <summary>How streams of changes end with their process and with their history.</summary>
public sealed class EndTests
{
    private const string Reader = "vn-db-council/overseer";

    [Fact]
    public async Task A_stop_ends_streams_at_once_and_they_go_on_after_it()
    {
        await using var one = await OneProcess.StartSeededAsync();
        using var stream = await OpenAsync(one);
        await one.StopAsync();
        Assert.Equal("unavailable", (await stream.NextEventAsync()).EndCode);
        Assert.Null(await stream.NextAsync());
        await one.Process.StartAsync();
        await one.OpenAsync("after");
        using var again = await one.Api.StreamAsync(Reader, lastId: stream.LastId);
        Assert.Equal("program/after@1", (await again.NextEventAsync()).Version);
    }

    [Fact]
    public async Task A_restore_ends_streams_and_their_ids_are_gone()
    {
        await using var one = await OneProcess.StartSeededAsync();
        using var stream = await OpenAsync(one);
        await Site.CoopAsync("epoch", "--database", one.Database.Owner, "--data", one.Data, "--reason", "a restore is tried");
        Assert.Equal("historyReplaced", (await stream.NextEventAsync()).EndCode);
        Assert.Equal(1, await one.Process.Child.ExitAsync());
        await one.Process.StartAsync();
        using var old = await one.Api.StreamAsync(Reader, lastId: stream.LastId);
        Assert.Equal(410, old.Status);
        Assert.Contains("historyReplaced", await old.RestAsync(), StringComparison.Ordinal);
        // The courier tells everything again.
        using var anew = await OpenAsync(one, "?kind=programOpened");
        await one.OpenAsync("anew");
        Assert.Equal("program/anew@1", (await anew.NextEventAsync()).Version);
    }

    [Fact]
    public async Task An_id_of_before_a_restore_is_gone_on_SQLite_as_well()
    {
        await using var site = await Site.StartSeededAsync();
        string? id;
        using (var stream = await site.Api.StreamAsync(Reader))
        {
            await stream.NextAsync();
            id = stream.LastId;
        }
        await site.KillAsync();
        await Site.CoopAsync("epoch", "--data", site.Data, "--reason", "a copy was put back");
        await site.StartAgainAsync();
        using var old = await site.Api.StreamAsync(Reader, lastId: id);
        Assert.Equal(410, old.Status);
    }

    private static async Task<EventStream> OpenAsync(OneProcess one, string query = "")
    {
        var stream = await one.Api.StreamAsync(Reader, query);
        await (await stream.OpenedAsync()).NextAsync();
        return stream;
    }
}
