using System.Diagnostics;
using System.Text;
using TestKit;

namespace EndToEnd.Tests.Operations;

/// <summary>The shell of an operator: blocks of commands in turn; what stops and starts processes is done by the test.</summary>
/// <param name="script">A file for the commands.</param>
/// <param name="environment">What the operator has set.</param>
/// <param name="systemctl">Stops or starts the site's processes, on the database that <c>COOP_DATABASE</c> names then.</param>
internal sealed class OperatorShell(
    string script, Dictionary<string, string> environment, Func<string, string, Task> systemctl) : IDisposable
{
    private const string Asked = "@@systemctl ";
    private const string Step = "@@step";
    private const string Set = "@@set ";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    // Everything in one shell, for a block goes on from what one before it exported.
    private static readonly string Begin = $$"""
        set -euo pipefail
        exec 2>&1
        coop() { dotnet "{{RepositoryRoot.Built("src/CoopGrains.Cli", "coop.dll")}}" "$@" < /dev/null; }
        systemctl() { [[ $2 == coopgrains ]]; echo "{{Asked}}$1 ${COOP_DATABASE-}"; read -r _; }

        """;

    private readonly Process _shell = new();

    /// <summary>What names the database when all is run.</summary>
    public Dictionary<string, string> Left { get; } = [];

    /// <summary>Runs all blocks, each of which must succeed, and gives what each printed.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<string> blocks)
    {
        var text = new StringBuilder(Begin);
        foreach (var block in blocks)
            text.Append("echo ").AppendLine(Step).AppendLine(block);
        text.AppendLine($"echo \"{Set}COOP_DATABASE=${{COOP_DATABASE-}}\"; echo \"{Set}PGDATABASE=${{PGDATABASE-}}\"");
        await File.WriteAllTextAsync(script, text.ToString());
        _shell.StartInfo = new("bash", [script]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        _shell.StartInfo.Environment.Remove("COOP_DATABASE");
        foreach (var (name, value) in environment)
            _shell.StartInfo.Environment[name] = value;
        _shell.Start();

        using var deadline = new CancellationTokenSource(Patience);
        var printed = new List<StringBuilder>();
        while (await _shell.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
            if (line == Step)
                printed.Add(new());
            else if (line.StartsWith(Set, StringComparison.Ordinal) && line[Set.Length..].Split('=', 2) is [var name, { Length: > 0 } value])
                Left[name] = value;
            else if (line.StartsWith(Asked, StringComparison.Ordinal) && line[Asked.Length..].Split(' ', 2) is [var verb, var database])
            {
                await systemctl(verb, database);
                await _shell.StandardInput.WriteLineAsync("done");
            }
            else if (printed.Count > 0)
                printed[^1].AppendLine(line);
        await _shell.WaitForExitAsync(deadline.Token);
        var last = printed.Count > 0 ? blocks[printed.Count - 1] : "";
        Assert.True(_shell.ExitCode == 0, $"ended with {_shell.ExitCode}:\n{last}\nwhich printed\n{printed.LastOrDefault()}");
        return [.. printed.Select(output => output.ToString())];
    }

    public void Dispose()
    {
        if (_shell.StartInfo.FileName.Length > 0 && !_shell.HasExited)
            _shell.Kill(entireProcessTree: true);
        _shell.Dispose();
    }
}
