using InventoryFunctions.Storage;

namespace InventoryFunctions.Tests.Storage;

public sealed class GroupCommitTests
{
    private readonly List<int[]> _groups = [];
    private readonly TaskCompletionSource _blocked = new();
    private readonly TaskCompletionSource _release = new();

    [Fact]
    public async Task Submit_Alone_IsCommittedAtOnce()
    {
        GroupCommit<int, string> commits = Commits(_ => Task.CompletedTask);

        Assert.Equal("7", await commits.SubmitAsync(7, CancellationToken.None));
        Assert.Equal([[7]], _groups);
    }

    [Fact]
    public async Task Submit_WhileACommitIsUnderWay_FormsTheNextGroupInOrderOfArrival()
    {
        GroupCommit<int, string> commits = Commits(BlockedAtZeroAsync);

        Task<string>[] answers = await SubmitBehindZeroAsync(commits, 6);
        _release.SetResult();

        Assert.Equal(["0", "1", "2", "3", "4", "5"], await Task.WhenAll(answers));
        Assert.Equal([[0], [1, 2, 3, 4, 5]], _groups);
    }

    [Fact]
    public async Task Submit_MoreThanAGroupTakes_IsCut()
    {
        GroupCommit<int, string> commits = Commits(BlockedAtZeroAsync, maxGroup: 4);

        Task<string>[] answers = await SubmitBehindZeroAsync(commits, 10);
        _release.SetResult();
        await Task.WhenAll(answers);

        Assert.Equal([[0], [1, 2, 3, 4], [5, 6, 7, 8], [9]], _groups);
    }

    [Fact]
    public async Task Submit_ItsGroupFails_FailsAndTheNextGroupIsCommitted()
    {
        GroupCommit<int, string> commits = Commits(group => group[0] == 0 ? throw new IOException("lost") : Task.CompletedTask);

        await Assert.ThrowsAsync<IOException>(() => commits.SubmitAsync(0, CancellationToken.None));

        Assert.Equal("1", await commits.SubmitAsync(1, CancellationToken.None));
    }

    [Fact]
    public async Task Submit_GivenUp_LeavesTheOthersTheirAnswers()
    {
        GroupCommit<int, string> commits = Commits(BlockedAtZeroAsync);
        using CancellationTokenSource impatient = new();

        Task<string>[] blocking = await SubmitBehindZeroAsync(commits, 1);
        Task<string> givenUp = commits.SubmitAsync(1, impatient.Token);
        Task<string> patient = commits.SubmitAsync(2, CancellationToken.None);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);
        _release.SetResult();

        Assert.Equal(["0", "2"], await Task.WhenAll([.. blocking, patient]));
    }

    [Fact]
    public async Task Submit_FewerAnswersThanRequests_FailsInsteadOfWaitingForEver()
    {
        GroupCommit<int, string> commits = new(_ => Task.FromResult<IReadOnlyList<string>>([]), 10);

        await Assert.ThrowsAsync<InvalidOperationException>(() => commits.SubmitAsync(1, CancellationToken.None));
    }

    private Task BlockedAtZeroAsync(IReadOnlyList<int> group)
    {
        if (group[0] > 0)
        {
            return Task.CompletedTask;
        }

        _blocked.SetResult();
        return _release.Task;
    }

    // 0 is being committed, alone, when the others come.
    private async Task<Task<string>[]> SubmitBehindZeroAsync(GroupCommit<int, string> commits, int count)
    {
        Task<string> zero = commits.SubmitAsync(0, CancellationToken.None);
        await _blocked.Task;
        return [zero, .. Enumerable.Range(1, count - 1).Select(i => commits.SubmitAsync(i, CancellationToken.None))];
    }

    private GroupCommit<int, string> Commits(Func<IReadOnlyList<int>, Task> commit, int maxGroup = 100) => new(
        async group =>
        {
            _groups.Add([.. group]);
            await commit(group);
            return [.. group.Select(request => $"{request}")];
        },
        maxGroup);
}
