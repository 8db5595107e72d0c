using CoopGrains.Network;
using CoopGrains.Storage;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace CoopGrains.Grains.Tests.Network;

public sealed class MarkMakerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_journal_that_was_never_followed_gets_its_marks_without_being_asked_for_its_past()
    {
        await using (var before = await NetworkHost.StartAsync(_folder.Path))
            await before.LoadAsync();

        var marks = new PastMarks(Closest: 2, Most: 64);
        await using var host = await NetworkHost.StartAsync(_folder.Path, services => services.AddSingleton(marks));
        await host.Marks.Whole;
        await host.Courier.WaitQuietAsync(default);

        var made = (await host.Store.ListCheckpointsAsync(default)).Where(kept => kept.Name.StartsWith("past/", StringComparison.Ordinal)).ToList();
        Assert.Equal(Enumerable.Range(1, (int)(host.View.Position / 2)).Select(number => (marks.Name(number * 2), number * 2L)), made.Select(kept => (kept.Name, kept.Position)));
        foreach (var kept in made)
        {
            var prefix = new ViewState(ViewSnapshot.Empty);
            prefix.Apply(await host.Store.TailAsync(0, (int)kept.Position, default));
            var text = (await host.Store.ReadCheckpointAsync(kept.Name, default))!.Body;
            Assert.True(ViewCheckpoints.TextOf(prefix.Snapshot).Span.SequenceEqual(text.Span), $"the mark at {kept.Position} differs");
        }
    }
}
