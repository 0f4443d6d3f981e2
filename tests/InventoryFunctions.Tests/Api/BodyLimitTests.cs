using System.Net;
using System.Text;
using System.Text.Json;
using InventoryFunctions.Api;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Importing;

namespace InventoryFunctions.Tests.Api;

public sealed class BodyLimitTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Post_BodyOverTheLimit_Answers413AndChangesNothing()
    {
        await using RunningImports app = await RunningImports.StartAsync(azurite);
        string padding = new(' ', JsonBody.DefaultMaxBytes);

        (HttpStatusCode job, JsonElement problem) = await app.PostAsync("jobs", Json($"{{{padding}}}"));
        using HttpResponseMessage item = await app.Http.PutAsync(
            new Uri("inventory/lamp", UriKind.Relative), Json($"{{{padding}\"name\":\"Lamp\",\"stock\":1}}"));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, job);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, item.StatusCode);
        Assert.Empty(await app.ListAsync("jobs"));
        Assert.Empty(await app.ListAsync("inventory"));
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
