using System.Diagnostics;
using TestKit;

namespace EndToEnd.Tests.Guides;

/// <summary>What <c>coop completion</c> prints works in the shell that it is for.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("coop ba", "backup")]
    [InlineData("coop restore --re", "--reason")]
    [InlineData("coop completion f", "fish")]
    public async Task Bash_completes_commands_options_and_values(string line, string completed)
    {
        var words = line.Split(' ');
        var script = $$"""
            coop() { dotnet '{{RepositoryRoot.Built("src/CoopGrains.Cli", "coop.dll")}}' "$@"; }
            source <(coop completion bash)
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}} COMP_WORDS=({{line}}) COMP_CWORD={{words.Length - 1}}
            _coop
            printf '%s\n' "${COMPREPLY[@]}"
            """;
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true })!;
        Assert.Equal(completed, (await bash.StandardOutput.ReadToEndAsync()).Trim());
    }
}
