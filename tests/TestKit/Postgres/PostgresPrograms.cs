using System.Diagnostics;

namespace TestKit;

/// <summary>PostgreSQL's own programs, as Debian lays them out; as root they run as the user postgres, which they insist on.</summary>
internal static class PostgresPrograms
{
    private const string Versions = "/usr/lib/postgresql";

    public static string Folder { get; } = Newest();

    /// <summary>Runs one to its end and gives what it wrote.</summary>
    public static string Run(string program, params string[] arguments)
    {
        Run(As([System.IO.Path.Combine(Folder, program), .. arguments]), input: false, out var said);
        return said;
    }

    /// <summary>Starts one whose output the caller reads.</summary>
    public static Process Start(string program, params string[] arguments)
    {
        var command = As([System.IO.Path.Combine(Folder, program), .. arguments]);
        return Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, WorkingDirectory = "/" })!;
    }

    /// <summary>Hands a folder of this process's to the user whom the programs run as.</summary>
    public static void HandOver(string folder)
    {
        if (IsRoot) Run(["chown", "-R", "postgres", folder], input: false, out _);
    }

    /// <summary>Runs a shell line as soon as this process ends, however it ends: its input is ours.</summary>
    public static Process AtEndOfThisProcess(string line) => Run(As(["/bin/sh", "-c", $"read _; {line}"]), input: true, out _);

    private static bool IsRoot => Environment.UserName == "root";

    private static string[] As(string[] command) =>
        IsRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", .. command] : command;

    private static Process Run(string[] command, bool input, out string written)
    {
        written = "";
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = input,
            RedirectStandardError = !input,
            RedirectStandardOutput = !input,
            WorkingDirectory = "/",
        };
        var process = Process.Start(start)!;
        if (input) return process;
        using (process)
        {
            var said = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            written = said.Result;
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException(
                    $"{string.Join(' ', command)} ended with code {process.ExitCode}: {error}{written}");
            }
        }
        return process;
    }

    private static string Newest()
    {
        var found = Directory.Exists(Versions)
            ? Directory.GetDirectories(Versions).Select(folder => System.IO.Path.Combine(folder, "bin"))
                .Where(folder => File.Exists(System.IO.Path.Combine(folder, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        return found ?? throw new InvalidOperationException(
            $"No PostgreSQL server is installed below {Versions}: run infra/dev test, or apt-get install postgresql.");
    }
}
