using System.Net;
using System.Text.Json;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Importing;

namespace InventoryFunctions.Tests.Workflows;

[Trait("Parity", "B10")]
public sealed class WorkflowFunctionsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Get_CompletedWorkflow_ShowsInputOutputAndEveryStep()
    {
        await using RunningImports app = await RunningImports.StartAsync(azurite);
        JsonElement job = await app.ImportAsync(RunningImports.Csv("itemId,stock\na,1\n"));

        JsonElement workflow = await CompletedAsync(app, job);

        Assert.Equal("ImportOrchestrator", workflow.GetProperty("name").GetString());
        Assert.Equal(1, workflow.GetProperty("input").GetProperty("SoundRows").GetInt32());
        Assert.Equal(1, workflow.GetProperty("output").GetProperty("Counts").GetProperty("Created").GetInt32());
        Assert.Equal(1, workflow.GetProperty("customStatus").GetProperty("ShardsDone").GetInt32());
        JsonElement[] steps = [.. workflow.GetProperty("history").EnumerateArray()];
        JsonElement scheduled = Assert.Single(steps, step => Type(step) == "TaskScheduled" && step.GetProperty("name").GetString() == "ApplyImportShard");
        JsonElement completed = Assert.Single(
            steps, step => Type(step) == "TaskCompleted" && step.GetProperty("ends").GetInt32() == scheduled.GetProperty("id").GetInt32());
        Assert.Equal(1, completed.GetProperty("result").GetProperty("Created").GetInt32());
        Assert.Equal("ExecutionCompleted", Type(Assert.Single(steps, step => Type(step).StartsWith("ExecutionCompleted", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task List_ByNameAndStatus_PagesThroughAllOfThem()
    {
        await using RunningImports app = await RunningImports.StartAsync(azurite);
        HashSet<string> expected = [];
        for (int i = 0; i < 3; i++)
        {
            JsonElement job = await app.ImportAsync(RunningImports.Csv($"itemId,stock\nitem{i},1\n"));
            expected.Add((await CompletedAsync(app, job)).GetProperty("instanceId").GetString()!);
        }

        List<string> listed = [];
        string? continuation = null;
        do
        {
            (_, JsonElement page) = await app.GetAsync(
                $"workflows?name=ImportOrchestrator&status=completed&pageSize=2" + (continuation is null ? "" : $"&continuation={continuation}"));
            Assert.InRange(page.GetProperty("items").GetArrayLength(), 0, 2);
            listed.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("instanceId").GetString()!));
            continuation = page.GetProperty("continuation").GetString();
        }
        while (continuation is not null);

        Assert.Equal(expected.Order(), listed.Order());
        Assert.Empty(await app.ListAsync("workflows?name=Nobody"));
        Assert.Empty(await app.ListAsync("workflows?status=failed"));
    }

    [Theory]
    [InlineData("workflows/nobody", 404)]
    [InlineData("workflows/no%23body", 404)]
    [InlineData("workflows/no%3Fbody", 404)]
    [InlineData("workflows/no%07body", 404)]
    [InlineData("workflows?status=sleeping", 400)]
    [InlineData("workflows?pageSize=0", 400)]
    [InlineData("workflows?continuation=!", 400)]
    public async Task Get_WhatIsNotThere_AnswersAProblem(string route, int status)
    {
        await using RunningImports app = await RunningImports.StartAsync(azurite);

        (HttpStatusCode answered, JsonElement problem) = await app.GetAsync(route);

        Assert.Equal(status, (int)answered);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
    }

    private static string Type(JsonElement step) => step.GetProperty("type").GetString()!;

    private static async Task<JsonElement> CompletedAsync(RunningImports app, JsonElement job)
    {
        JsonElement workflow = default;
        await Eventually.HoldsAsync(
            async () => (workflow = (await app.GetAsync($"workflows/Import_{job.GetProperty("executionId").GetString()}")).Body)
                .GetProperty("status").GetString() == "Completed",
            "the orchestration ends");
        return workflow;
    }
}
