namespace CoopGrains.Hosting.Secrets;

/// <summary>Secrets come from the environment or from files: arguments of a process are shown to everybody on its machine.</summary>
public static class SecretArguments
{
    private static readonly string[] Words = ["password", "pwd", "secret", "passphrase"];

    /// <summary>Throws when an argument holds a secret, or a setting that may.</summary>
    /// <exception cref="InvalidOperationException">One does; the message names the setting and repeats nothing of it.</exception>
    public static void Refuse(IEnumerable<string> args)
    {
        foreach (var argument in args)
            if (Words.Any(word => argument.Contains(word, StringComparison.OrdinalIgnoreCase)) && !NamesFile(argument))
                throw new InvalidOperationException(
                    $"The argument {NameOf(argument)} holds a secret, which everybody on this machine can read: "
                    + "give it by the environment (Coop__Database=…) or in a file.");
    }

    // Where a secret is kept is none.
    private static bool NamesFile(string argument) => NameOf(argument).EndsWith("File", StringComparison.OrdinalIgnoreCase);

    // What stands before the value, and nothing when the value is all there is.
    private static string NameOf(string argument) =>
        argument.IndexOf('=', StringComparison.Ordinal) is > 0 and var end
            && argument[..end].All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '/' or ':' or '_')
            ? argument[..end].TrimStart('-', '/') : "with a password";
}
