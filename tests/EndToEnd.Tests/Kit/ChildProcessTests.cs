using TestKit;

namespace EndToEnd.Tests.Kit;

public sealed class ChildProcessTests
{
    // Both are programs of the SDK that every machine here has: one ends by itself, one waits for a client that never comes.
    private static ChildProcess Ends() => ChildProcess.Start("--version");
    private static ChildProcess Stays() => ChildProcess.Start("fsi", ["--quiet"]);

    [Fact]
    public async Task Output_and_exit_code_are_kept()
    {
        await using var child = Ends();
        Assert.StartsWith("10.", await child.WaitForLineAsync("10."), StringComparison.Ordinal);
        Assert.Equal(0, await child.ExitAsync());
    }

    [Fact]
    public async Task A_process_that_ends_before_it_says_what_was_awaited_fails_with_its_output()
    {
        await using var child = Ends();
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => child.WaitForLineAsync("never said"));
        Assert.Contains("ended with code 0. Its output:\n10.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_process_is_gone_and_disposing_again_is_harmless()
    {
        var child = Stays();
        Assert.False(child.HasExited);
        await child.KillAsync();
        Assert.True(child.HasExited);
        await child.DisposeAsync();
    }

    [Fact]
    public async Task Disposing_leaves_no_process_behind()
    {
        var child = Stays();
        var id = child.Id;
        await child.DisposeAsync();
        Assert.Throws<ArgumentException>(() => System.Diagnostics.Process.GetProcessById(id));
    }
}
