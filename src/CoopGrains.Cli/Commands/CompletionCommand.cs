using System.CommandLine;

namespace CoopGrains.Cli.Commands;

/// <summary>Prints what teaches a shell to complete this program's commands and options.</summary>
internal static class CompletionCommand
{
    private const string About = "Prints a script for a shell: source <(coop completion bash), or the same with zsh or fish.";

    // The program itself knows what may follow: it is asked with the line, without its own name, and where in it the cursor stands.
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = """
            _coop() {
              local line=${COMP_LINE#* } IFS=$'\n'
              local at=$((COMP_POINT - ${#COMP_LINE} + ${#line}))
              COMPREPLY=($(compgen -W "$(coop "[suggest:$at]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _coop coop
            """,
        ["zsh"] = """
            _coop() {
              local line=${BUFFER#* }
              local at=$((CURSOR - ${#BUFFER} + ${#line}))
              compadd -- ${(f)"$(coop "[suggest:$at]" "$line" 2>/dev/null)"} || _files
            }
            compdef _coop coop
            """,
        ["fish"] = """
            function __coop
              set -l line (string replace -r '^\S+ ' '' -- (commandline -cp))
              coop "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
            end
            complete -c coop -a '(__coop)'
            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completion", About) { shell };
        command.SetAction(parsed => Console.Out.WriteLine(Scripts[parsed.GetRequiredValue(shell)]));
        return command;
    }
}
