using System.CommandLine;
using CoopGrains.Cli;
using CoopGrains.Cli.Commands;

var root = new RootCommand("coop loads, shows and checks a CoopGrains site.")
{
    SeedCommand.Create(TimeProvider.System),
    MigrateCommand.Create(TimeProvider.System),
    EpochCommand.Create(TimeProvider.System),
    BackupCommand.Create(),
    RestoreCommand.Create(TimeProvider.System),
    ImportCommand.Create(TimeProvider.System),
    ExportCommand.Create(TimeProvider.System),
    StatusCommand.Create(TimeProvider.System),
    TokenCommand.Create(TimeProvider.System),
    KeysCommand.Create(TimeProvider.System),
    VerifyCommand.Create(TimeProvider.System),
    RepairCommand.Create(TimeProvider.System),
    CompletionCommand.Create(),
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
        await Console.Error.WriteLineAsync($"coop: {error.Message}");
    await Console.Error.WriteLineAsync($"coop: see coop {Failure.CommandPath(parsed)}--help");
    return Failure.Usage;
}
return await Failure.ShownAsync(() => parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false }));
