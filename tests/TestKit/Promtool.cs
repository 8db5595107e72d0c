using System.Diagnostics;

namespace TestKit;

/// <summary>Prometheus' own tool, which knows its formats and its language: on the path, or where <c>infra/dev test</c> puts it.</summary>
public static class Promtool
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="input">What it reads, or null.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>Its exit code and all that it said.</returns>
    public static async Task<(int Code, string Output)> RunAsync(string? input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Find(), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (said, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await said + await errors);
    }

    private static string Find()
    {
        var places = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append(RepositoryRoot.PathOf(".tools"));
        return places.Select(place => Path.Combine(place, "promtool")).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("promtool is not installed: run infra/dev test, or apt-get install prometheus.");
    }
}
