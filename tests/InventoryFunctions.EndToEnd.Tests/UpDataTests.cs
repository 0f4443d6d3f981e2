using System.Net;

namespace InventoryFunctions.EndToEnd.Tests;

public sealed class UpDataTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [UnixFact]
    public async Task Up_StartedAgain_KeepsItsDataUntilAskedForFreshStorage()
    {
        await using (var first = await RunningApp.StartAsync(_data.Path))
        {
            using var loaded = await first.Http.PostAsync(new Uri("inventory/samples?set=scheduler", UriKind.Relative), null);
            Assert.True(loaded.IsSuccessStatusCode, await loaded.Content.ReadAsStringAsync());
            Assert.NotEqual("[]", await ItemsAsync(first));
            await first.StopAsync();
        }

        await using (var second = await RunningApp.StartAsync(_data.Path))
        {
            Assert.NotEqual("[]", await ItemsAsync(second));
            await second.StopAsync();
        }

        await using var fresh = await RunningApp.StartAsync(_data.Path, "--fresh");
        Assert.Equal("[]", await ItemsAsync(fresh));
        await fresh.StopAsync();
    }

    [UnixFact]
    public async Task Up_WhenSignalsReachTheStorageToo_KeepsItUntilTheHostIsDoneAndSaves()
    {
        await using (var first = await RunningApp.StartAsync(_data.Path))
        {
            DevProcess.SendTerminate(first.AzuriteId);
            DevProcess.SendHangUp(first.AzuriteId);
            using var loaded = await first.Http.PostAsync(new Uri("inventory/samples?set=scheduler", UriKind.Relative), null);
            Assert.True(loaded.IsSuccessStatusCode, await loaded.Content.ReadAsStringAsync());
            DevProcess.SendTerminate(first.AzuriteId);
            await first.StopAsync();
            Assert.Equal(0, first.Command.ExitCode);
        }

        await using var second = await RunningApp.StartAsync(_data.Path);
        Assert.NotEqual("[]", await ItemsAsync(second));
        await second.StopAsync();
    }

    private static async Task<string> ItemsAsync(RunningApp app)
    {
        using var answer = await app.Http.GetAsync(new Uri("inventory?pageSize=5", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var page = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return page.RootElement.GetProperty("items").GetRawText();
    }
}
