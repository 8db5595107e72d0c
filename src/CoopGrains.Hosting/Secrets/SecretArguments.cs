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
            if (NamesSecret(argument) || HoldsSetting(argument))
                throw new InvalidOperationException(
                    $"The argument {NameOf(argument)} holds a secret, which everybody on this machine can read: "
                    + "give it by the environment (Coop__Database=…) or in a file.");
    }

    // Where a secret is kept is none.
    private static bool NamesSecret(string argument) =>
        argument.StartsWith('-') && argument.Split('=')[0] is var name && !name.EndsWith("File", StringComparison.OrdinalIgnoreCase)
            && Words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    // As in a connection string, whose values may hold "=" too; a folder may be called anything.
    private static bool HoldsSetting(string argument) => argument.Split(';').Any(setting => setting.Split('=')[..^1].Any(name =>
        Words.Any(word => name.Trim().EndsWith(word, StringComparison.OrdinalIgnoreCase))));

    // What stands before the value, and nothing when the value is all there is.
    private static string NameOf(string argument) =>
        argument.Split('=')[0] is var name && (name.Length < argument.Length || argument.StartsWith('-'))
            && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '/' or ':' or '_')
            ? name.TrimStart('-', '/') : "with a password";
}
