using System.Net;
using System.Text;
using System.Text.Json;
using InventoryFunctions.Api;
using InventoryFunctions.Callbacks;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.PurchaseOrders;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Tests.Callbacks;

[Trait("Parity", "B11")]
public sealed class TaskCallbackTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Offer = """{ "name": "Swift & Söhne", "price": 12.50 }""";
    private const string Carried = "13 letters carry it for 12.50";

    [Fact]
    public async Task Success_BringsItsOutputToTheOrchestration()
    {
        await using RunningTasks app = await RunningTasks.StartAsync(azurite);
        string token = await app.AskAsync(TimeSpan.FromDays(1));

        Assert.Equal(HttpStatusCode.NoContent, await app.PostAsync(token, "success", Offer));

        await app.AssertOutputAsync(Carried);
    }

    [Fact]
    public async Task Failure_FailsTheWaitWithErrorAndCause()
    {
        await using RunningTasks app = await RunningTasks.StartAsync(azurite);
        string token = await app.AskAsync(TimeSpan.FromDays(1));

        Assert.Equal(HttpStatusCode.NoContent, await app.PostAsync(token, "failure", """{ "error": "NoTruck", "cause": "all are on the road" }"""));

        await app.AssertFailureAsync("Task AskCarrier was not done: NoTruck: all are on the road");
    }

    [Fact]
    public async Task Answer_GivenAgain_IsASuccessAndAnotherOneIsRefusedWithTheFirstOnesTime()
    {
        await using RunningTasks app = await RunningTasks.StartAsync(azurite);
        string token = await app.AskAsync(TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.NoContent, await app.PostAsync(token, "success", Offer));
        await app.EndAsync();
        app.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(HttpStatusCode.NoContent, await app.PostAsync(token, "success", Offer.Replace(" ", "", StringComparison.Ordinal).Replace("&", " & ", StringComparison.Ordinal)));
        const string refusal = "This task was ended at 2026-01-01T12:00:00Z (success).";
        Assert.Equal((HttpStatusCode.Conflict, refusal), await app.PostAndReadAsync(token, "success", """{ "name": "Slow", "price": 1 }"""));
        Assert.Equal((HttpStatusCode.Conflict, refusal), await app.PostAndReadAsync(token, "failure"));
        Assert.Equal((HttpStatusCode.Conflict, refusal), await app.PostAndReadAsync(token, "heartbeat"));
        await app.AssertOutputAsync(Carried);
    }

    [Fact]
    public async Task Answer_ToAnOrchestrationThatWasTerminated_IsASuccessForNobodyWaits()
    {
        await using RunningTasks app = await RunningTasks.StartAsync(azurite);
        string token = await app.AskAsync(TimeSpan.FromDays(1));
        await app.Client.TerminateInstanceAsync(RunningTasks.Instance);
        await app.EndAsync();

        Assert.Equal(HttpStatusCode.NoContent, await app.PostAsync(token, "success", Offer));

        await app.Client.PurgeInstanceAsync(RunningTasks.Instance);
        Assert.Equal(HttpStatusCode.NoContent, await app.PostAsync(token, "success", Offer));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_ThatTheOrchestrationCouldNotBeToldOf_AsksForBeingSentAgain(bool isUnknown)
    {
        await using RunningTasks app = await RunningTasks.StartAsync(azurite);
        string token = await app.AskAsync(TimeSpan.FromDays(1));
        FaultyClient faulty = new(app.Client)
        {
            BeforeRaise = _ => throw new InvalidOperationException("no connection"),
            BeforeLook = isUnknown ? _ => throw new InvalidOperationException("no connection") : null,
        };

        ApiResult refused = await app.SucceedAsync(faulty, token, Offer);

        Assert.Equal((503, "5"), (refused.Status, refused.Headers["Retry-After"]));
        Assert.Equal(HttpStatusCode.NoContent, await app.PostAsync(token, "success", Offer));
        await app.AssertOutputAsync(Carried);
    }

    [Fact]
    public async Task Answers_ThatComeAtOnce_AreDecidedOnce()
    {
        await using RunningTasks app = await RunningTasks.StartAsync(azurite);
        string token = await app.AskAsync(TimeSpan.FromDays(1));

        HttpStatusCode[] answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(price => app.PostAsync(token, "success", $$"""{ "name": "Swift", "price": {{price}} }""")));

        Assert.Single(answers, HttpStatusCode.NoContent);
        Assert.Equal(7, answers.Count(answer => answer == HttpStatusCode.Conflict));
        int first = Array.IndexOf(answers, HttpStatusCode.NoContent) + 1;
        await app.AssertOutputAsync($"5 letters carry it for {first}");
    }

    [Fact]
    public async Task Answer_BeforeTheWaitHasBegun_IsNotLost()
    {
        await using RunningTasks app = await RunningTasks.StartAsync(azurite);
        app.Carrier.WhileAsked = token => app.PostAsync(token, "success", Offer);

        await app.AskAsync(TimeSpan.FromDays(1));

        await app.AssertOutputAsync(Carried);
    }

    [Fact]
    public async Task Answer_WhoseEventWasLost_IsFoundADayLaterAtTheLatest()
    {
        await using RunningTasks app = await RunningTasks.StartAsync(azurite);
        string token = await app.AskAsync(TimeSpan.FromDays(300));
        await app.WaitingAsync();
        PendingTask task = PendingTask.Of(Assert.IsType<TaskTokenReading.Valid>(app.Tokens.Read(token, PendingTask.Purpose)).Token);

        await app.Answers.EndAsync(task, new TaskAnswer(TaskEnd.Success, app.Clock.GetUtcNow(), Output: Offer), CancellationToken.None);
        app.Clock.Advance(TimeSpan.FromDays(1));

        await app.AssertOutputAsync(Carried);
    }

    [Fact]
    public async Task Wait_OverARestart_GoesOn()
    {
        RunningTasks before = await RunningTasks.StartAsync(azurite);
        string token = await before.AskAsync(TimeSpan.FromDays(1), TimeSpan.FromHours(10));
        await before.DisposeAsync();
        before.Clock.Advance(TimeSpan.FromHours(9));

        await using RunningTasks after = await RunningTasks.StartAsync(before.Account, before.Clock);
        Assert.Equal(HttpStatusCode.NoContent, await after.PostAsync(token, "heartbeat"));
        Assert.Equal(HttpStatusCode.NoContent, await after.PostAsync(token, "success", Offer));

        await after.AssertOutputAsync(Carried);
    }

    [Fact]
    public async Task Wait_ThatNobodyAnswers_EndsInTime()
    {
        await using RunningTasks app = await RunningTasks.StartAsync(azurite);
        string token = await app.AskAsync(TimeSpan.FromHours(36));

        app.Clock.Advance(TimeSpan.FromHours(36));

        await app.AssertFailureAsync("Task AskCarrier was not done: States.Timeout: nobody answered within 1.12:00:00");
        Assert.Equal(
            (HttpStatusCode.Gone, "This task token was good until 2026-01-03T00:00:00Z. The task is not waited for any more."),
            await app.PostAndReadAsync(token, "success", Offer));
    }

    [Fact]
    public async Task Heartbeat_SoOftenThatTheHistoryWouldGrowLarge_IsRefused()
    {
        await using RunningTasks app = await RunningTasks.StartAsync(azurite);

        await app.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(CarrierOrchestrator), new CarrierQuestion(TimeSpan.FromDays(1), TimeSpan.FromMinutes(4)), new StartOrchestrationOptions(RunningTasks.Instance));

        Assert.Equal(typeof(ArgumentOutOfRangeException).FullName, (await app.EndAsync()).FailureDetails?.ErrorType);
    }

    [Fact]
    public async Task Heartbeat_KeepsTheWaitAliveAndItsAbsenceEndsIt()
    {
        await using RunningTasks app = await RunningTasks.StartAsync(azurite);
        string token = await app.AskAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));
        await app.WaitingAsync();
        app.Clock.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(HttpStatusCode.NoContent, await app.PostAsync(token, "heartbeat"));

        // A minute after it was given out it looks, and waits for a minute after the heartbeat.
        app.Clock.Advance(TimeSpan.FromSeconds(10));
        await app.WaitingAsync(2);
        Assert.Equal(HttpStatusCode.NoContent, await app.PostAsync(token, "heartbeat"));
        app.Clock.Advance(TimeSpan.FromSeconds(59));
        await app.WaitingAsync(3);
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        await app.AssertFailureAsync("Task AskCarrier was not done: States.HeartbeatTimeout: no heartbeat came for 00:01:00");
        (HttpStatusCode status, string detail) = await app.PostAndReadAsync(token, "success", Offer);
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("(no heartbeat came in time)", detail, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, await app.PostAsync(token, "heartbeat"));
    }

    [Fact]
    public async Task Problem_OfATaskThatIsStillWaitedFor_DoesNotTellTheToken()
    {
        await using RunningTasks app = await RunningTasks.StartAsync(azurite);
        string token = await app.AskAsync(TimeSpan.FromDays(1));
        using StringContent text = new("done", Encoding.UTF8, "text/plain");
        using StringContent tooLong = new(new string(' ', TaskFunctions.MaxOutputBytes + 1), Encoding.UTF8, "application/json");
        using StringContent empty = new("", Encoding.UTF8, "application/json");

        foreach ((HttpContent body, HttpStatusCode status) in ((HttpContent, HttpStatusCode)[])
            [(text, HttpStatusCode.UnsupportedMediaType), (tooLong, HttpStatusCode.RequestEntityTooLarge), (empty, HttpStatusCode.BadRequest)])
        {
            using HttpResponseMessage answer = await app.Http.PostAsync(new Uri($"tasks/{token}/success", UriKind.Relative), body);
            string problem = await answer.Content.ReadAsStringAsync();

            Assert.Equal(status, answer.StatusCode);
            Assert.DoesNotContain(token, problem, StringComparison.Ordinal);
            Assert.Equal("/api/tasks/…/success", JsonElement.Parse(problem).GetProperty("instance").GetString());
        }

        Assert.Equal(HttpStatusCode.NoContent, await app.PostAsync(token, "success", Offer));
    }

    [Theory]
    [InlineData("success")]
    [InlineData("failure")]
    [InlineData("heartbeat")]
    public async Task Token_ForgedInAnyPart_IsRefused(string call)
    {
        await using RunningTasks app = await RunningTasks.StartAsync(azurite);
        string token = await app.AskAsync(TimeSpan.FromDays(1));
        string[] parts = token.Split('.');
        TaskToken signed = Assert.IsType<TaskTokenReading.Valid>(app.Tokens.Read(token, PendingTask.Purpose)).Token;

        foreach (string forged in (string[])
            [
                $"v2.{parts[1]}.{parts[2]}",
                $"v1.{parts[1][..^1]}{(parts[1][^1] == 'A' ? 'B' : 'A')}.{parts[2]}",
                $"v1.{parts[1]}.{(parts[2][0] == 'A' ? 'B' : 'A')}{parts[2][1..]}",
                $"v1.{parts[1]}.",
                TestTokens.With(app.Clock, TestTokens.NewKey()).Sign(signed),
                app.Tokens.Sign(signed with { Purpose = "decision" }),
            ])
        {
            Assert.Equal(HttpStatusCode.Forbidden, await app.PostAsync(forged, call, call == "success" ? Offer : ""));
        }

        Assert.Null(await app.Answers.FindAsync(PendingTask.Of(signed), CancellationToken.None));
        Assert.Null(await app.Answers.LastHeartbeatAsync(PendingTask.Of(signed), CancellationToken.None));
    }

    [Theory]
    [InlineData("success", "", 400)]
    [InlineData("success", "{", 400)]
    [InlineData("failure", """{ "error": 7 }""", 400)]
    [InlineData("failure", """{ "reason": "" }""", 400)]
    public async Task Body_ThatIsNotAsAsked_IsRefusedAndEndsNothing(string call, string body, int status)
    {
        await using RunningTasks app = await RunningTasks.StartAsync(azurite);
        string token = await app.AskAsync(TimeSpan.FromDays(1));

        Assert.Equal(status, (int)await app.PostAsync(token, call, body));

        Assert.Equal(HttpStatusCode.NoContent, await app.PostAsync(token, "success", Offer));
    }

    [Fact]
    public async Task Sizes_UpToThoseOfStepFunctions_AreTaken()
    {
        await using RunningTasks app = await RunningTasks.StartAsync(azurite);
        string token = await app.AskAsync(TimeSpan.FromDays(1));
        string frame = """{"name":"","price":1}""";
        string largest = frame.Insert(9, new string('x', TaskFunctions.MaxOutputBytes - frame.Length));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await app.PostAsync(token, "success", largest + " "));
        Assert.Equal(HttpStatusCode.BadRequest, await app.PostAsync(token, "failure", $$"""{ "error": "{{new string('e', 257)}}" }"""));
        Assert.Equal(HttpStatusCode.BadRequest, await app.PostAsync(token, "failure", $$"""{ "cause": "{{new string('c', 32_769)}}" }"""));
        Assert.Equal(HttpStatusCode.NoContent, await app.PostAsync(token, "success", largest));

        await app.AssertOutputAsync($"{TaskFunctions.MaxOutputBytes - frame.Length} letters carry it for 1");
    }

    [Fact]
    public async Task Output_OfTheLargestSizeThatGrowsWhenItIsWritten_ArrivesWhole()
    {
        await using RunningTasks app = await RunningTasks.StartAsync(azurite);
        string token = await app.AskAsync(TimeSpan.FromDays(1));
        string emoji = string.Concat(Enumerable.Repeat("\U0001F69A", 65_000));

        Assert.Equal(HttpStatusCode.NoContent, await app.PostAsync(token, "success", $$"""{"name":"{{emoji}}","price":1}"""));

        await app.AssertOutputAsync($"{emoji.Length} letters carry it for 1");
    }

    [Fact]
    public async Task Output_Null_IsAnOutput()
    {
        await using RunningTasks app = await RunningTasks.StartAsync(azurite);
        string token = await app.AskAsync(TimeSpan.FromDays(1));

        Assert.Equal(HttpStatusCode.NoContent, await app.PostAsync(token, "success", "null"));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await app.EndAsync()).RuntimeStatus);
    }

    [Fact]
    public async Task Failure_OfTheLargestSize_ArrivesWhole()
    {
        await using RunningTasks app = await RunningTasks.StartAsync(azurite);
        string token = await app.AskAsync(TimeSpan.FromDays(1));
        (string error, string cause) = (new('e', 256), new('ü', 32_768));

        Assert.Equal(HttpStatusCode.NoContent, await app.PostAsync(token, "failure", $$"""{ "error": "{{error}}", "cause": "{{cause}}" }"""));

        await app.AssertFailureAsync($"Task AskCarrier was not done: {error}: {cause}");
    }

    [Fact]
    public async Task Output_ThatIsNotWhatIsWaitedFor_FailsTheWaitAndSaysSo()
    {
        await using RunningTasks app = await RunningTasks.StartAsync(azurite);
        string token = await app.AskAsync(TimeSpan.FromDays(1));

        Assert.Equal(HttpStatusCode.NoContent, await app.PostAsync(token, "success", "[1, 2]"));

        Assert.StartsWith("Task AskCarrier was not done: Task.UnfitOutput: ", (await app.EndAsync()).FailureDetails?.ErrorMessage, StringComparison.Ordinal);
    }
}
