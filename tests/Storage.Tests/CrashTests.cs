using System.Globalization;
using TestKit;

namespace Storage.Tests;

public sealed class CrashTests : SqliteStoreTest
{
    [Fact]
    public async Task A_killed_writer_loses_nothing_that_it_acknowledged_and_its_lock_ends_with_it()
    {
        await using var child = ChildProcess.Start(typeof(CrashTests).Assembly.Location, [Path]);
        await child.WaitForLineAsync("program/3 200");
        await child.KillAsync();

        var acknowledged = child.Output.Split('\n')
            .Select(line => line.Split(' '))
            .Where(words => words is ["acknowledged", _, _])
            .GroupBy(words => words[1], words => long.Parse(words[2], CultureInfo.InvariantCulture))
            .ToDictionary(book => book.Key, book => book.Max());
        await using (var store = await OpenAsync())
        {
            foreach (var (book, version) in acknowledged)
                Assert.InRange((await store.ReadAsync(book, default))!.Version, version, version + 1);
            await FillAsync(store, Book, 1);
        }

        await AssertSoundAsync();
    }
}
