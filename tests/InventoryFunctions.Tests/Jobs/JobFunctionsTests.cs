using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;

namespace InventoryFunctions.Tests.Jobs;

public sealed class JobFunctionsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [Trait("Parity", "D12")]
    [InlineData("""{ "amount": 0 }""", "amount")]
    [InlineData("""{ "amount": -10 }""", "amount")]
    [InlineData("""{ "amount": 1000001 }""", "amount")]
    [InlineData("""{ "amount": 1.5 }""", "amount")]
    [InlineData("""{ "amount": "10" }""", "amount")]
    [InlineData("""{ "rule": "destock" }""", "rule")]
    [InlineData("""{ "amout": 10 }""", "amout")]
    [InlineData("""[10]""", "body")]
    [InlineData("""{ "amount": """, "body")]
    public async Task StartJob_BadBody_Is400NamingTheFieldAndStartsNothing(string body, string field)
    {
        await using RunningApp app = await RunningApp.StartAsync(azurite);

        using HttpResponseMessage answer = await app.Http.PostAsync("jobs", new StringContent(body, Encoding.UTF8, "application/json"));
        JsonElement problem = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, problem.GetProperty("errors")[0].GetProperty("field").GetString());
        Assert.Equal(0, (await app.Http.GetFromJsonAsync<JsonElement>("jobs")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    [Trait("Parity", "A11")]
    [Trait("Parity", "A19")]
    public async Task ListJobs_AfterSeveral_IsNewestFirstInPages()
    {
        await using RunningApp app = await RunningApp.StartAsync(azurite);
        List<string> started = [];
        for (int i = 0; i < 3; i++)
        {
            started.Add(await app.StartJobAsync());
            await app.EndedJobAsync(started[^1]);
        }

        JsonElement first = await app.Http.GetFromJsonAsync<JsonElement>("jobs?pageSize=2&status=COMPLETED");
        JsonElement second = await app.Http.GetFromJsonAsync<JsonElement>($"jobs?pageSize=2&status=COMPLETED&continuation={first.GetProperty("continuation").GetString()}");
        JsonElement none = await app.Http.GetFromJsonAsync<JsonElement>("jobs?to=2020-01-01");

        Assert.Equal(
            started.AsEnumerable().Reverse(),
            first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(job => job.GetProperty("executionId").GetString()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("continuation").ValueKind);
        Assert.Equal(0, none.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("jobs/0193e5a0-0000-7000-8000-000000000001", HttpStatusCode.NotFound)]
    [InlineData("jobs/nonsense", HttpStatusCode.NotFound)]
    [InlineData("jobs/nonsense/errors", HttpStatusCode.NotFound)]
    [InlineData("jobs?status=done", HttpStatusCode.BadRequest)]
    [InlineData("jobs?from=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("jobs?from=2026-01-02&to=2026-01-01", HttpStatusCode.BadRequest)]
    [InlineData("jobs?from=2026-01-01&to=2026-01-01", HttpStatusCode.BadRequest)]
    [InlineData("jobs?pageSize=0", HttpStatusCode.BadRequest)]
    [InlineData("jobs?continuation=nonsense", HttpStatusCode.BadRequest)]
    [InlineData("jobs?until=2026-01-01", HttpStatusCode.BadRequest)]
    public async Task Get_WhatIsNotThereOrMalformed_SaysSo(string path, HttpStatusCode expected)
    {
        await using RunningApp app = await RunningApp.StartAsync(azurite);

        using HttpResponseMessage answer = await app.Http.GetAsync(path);

        Assert.Equal(expected, answer.StatusCode);
        Assert.NotEmpty((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!);
    }
}
