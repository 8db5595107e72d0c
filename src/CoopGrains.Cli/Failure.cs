using System.CommandLine;
using System.CommandLine.Parsing;
using CoopGrains.Storage;

namespace CoopGrains.Cli;

/// <summary>Ends the command with a message for the person who typed it.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="code">1: it did not work; 2: it was asked wrongly.</param>
internal sealed class Failure(string message, int code = Failure.Failed) : Exception(message)
{
    public const int Failed = 1;
    public const int Usage = 2;

    public int Code { get; } = code;

    /// <summary>Runs a command; a failure is one line on standard error, an exit code, and no stack.</summary>
    public static async Task<int> ShownAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Failure failure)
        {
            await Console.Error.WriteLineAsync($"coop: {failure.Message}");
            return failure.Code;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("coop: stopped");
            return Failed;
        }
    }

    /// <summary>Uses a store: what it says of itself is for the person who typed.</summary>
    /// <param name="isShared">True for a database, whose connection string may be wrong.</param>
    /// <param name="use">What is done.</param>
    public static async Task<T> OfStoreAsync<T>(bool isShared, Func<Task<T>> use)
    {
        try
        {
            return await use();
        }
        catch (ArgumentException wrong) when (isShared)
        {
            throw new Failure($"the connection string is wrong: {wrong.Message}", Usage);
        }
        catch (Exception failed)
            when (failed is StoreUnavailableException or StoreRefusedException or IOException or UnauthorizedAccessException)
        {
            throw new Failure(failed.Message);
        }
    }

    /// <summary>The words of the command that was meant, each followed by a space.</summary>
    public static string CommandPath(ParseResult parsed) =>
        parsed.CommandResult.Parent is CommandResult ? parsed.CommandResult.Command.Name + " " : "";
}
