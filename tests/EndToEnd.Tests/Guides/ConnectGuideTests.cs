using System.Diagnostics;
using System.Text;
using TestKit;

namespace EndToEnd.Tests.Guides;

/// <summary>What <c>infra/connect.md</c> tells agencies to type is typed, and prints what the guide says.</summary>
public sealed class ConnectGuideTests
{
    private const string Fence = "```";
    private const string Mark = "=== step ";

    [Fact]
    public async Task Every_command_of_the_guide_works_and_prints_what_stands_under_it()
    {
        await using var site = await Site.StartSeededAsync();
        var steps = Steps(await File.ReadAllLinesAsync(RepositoryRoot.PathOf("infra", "connect.md")));
        Assert.True(steps.Count > 5, "the guide has no commands");

        var printed = (await RunAsync(site, steps.Select(step => step.Commands))).Split(Mark)[1..];
        Assert.Equal(steps.Count, printed.Length);
        var missing = steps.Zip(printed, (step, output) => (step, output))
            .SelectMany(run => run.step.Expected.Where(line => !run.output.Contains(line, StringComparison.Ordinal))
                .Select(line => $"\"{line}\" is not printed by\n{run.step.Commands}\nwhich prints\n{run.output}"));
        Assert.True(!missing.Any(), string.Join('\n', missing));
    }

    // Commands in one shell, for a step uses what one before it set.
    private static async Task<string> RunAsync(Site site, IEnumerable<string> steps)
    {
        var script = new StringBuilder("set -euo pipefail\n");
        foreach (var (commands, number) in steps.Select((commands, number) => (commands, number)))
            script.Append("echo '").Append(Mark).Append(number).Append("'\n").AppendLine(commands);
        var start = new ProcessStartInfo("bash", ["-c", script.ToString()]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["site"] = site.Address.ToString().TrimEnd('/');
        start.Environment["recorder"] = site.TokenOf("vn-db-education/recorder");
        start.Environment["confirmer"] = site.TokenOf("la-lpb-education/confirmer");
        using var shell = Process.Start(start)!;
        var (printed, complaints) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(120)).Token);
        Assert.True(shell.ExitCode == 0, $"the guide's commands ended with {shell.ExitCode}:\n{await printed}\n{await complaints}");
        return await printed;
    }

    // Blocks of commands, each with the lines of the text blocks that follow it.
    private static List<(string Commands, List<string> Expected)> Steps(string[] lines)
    {
        var steps = new List<(string Commands, List<string> Expected)>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Fence, StringComparison.Ordinal))
                continue;
            var (kind, from) = (lines[i][Fence.Length..], i + 1);
            var block = lines[from..(i = Array.IndexOf(lines, Fence, from))];
            if (kind == "sh")
                steps.Add((string.Join('\n', block), []));
            else
                steps[^1].Expected.AddRange(block);
        }
        return steps;
    }
}
