/**
 * The help in Japanese, by its English text: one line each for verbs, arguments and options. A test holds that none is missing
 * and none is left over.
 */
export const HELP: Readonly<Record<string, string>> = {
  'Tells you of every sign-in to your AWS Management Console.':
    'AWSマネジメントコンソールへのサインインをすべて知らせます。',
  'store every sign-in in CloudTrail records, and send a notice of each new one':
    'CloudTrailの記録にあるサインインを保存し、新しいものを通知する',
  'show the sign-ins that the journal holds, newest first':
    '保存されているサインインを新しい順に表示する',
  'find the sign-ins in CloudTrail archives of any size':
    '大きさを問わず、CloudTrailのアーカイブからサインインを探す',
  'write one HTML file to look at: who, from where, when, what stands out':
    '誰が、どこから、いつ、何が目立つかを1つのHTMLファイルに書く',
  'show the page of report in the browser, and new sign-ins as they come':
    'reportと同じページをブラウザーに表示し、新しいサインインも届き次第表示する',
  'listen for good, and tell every sign-in; nothing needs to be installed in the account':
    '動き続けてサインインをすべて知らせる（アカウントへの導入は不要）',
  'sum up the last week: who signed in, what was new, what was silent; also when nothing was':
    'この1週間をまとめる: 誰がサインインし、何が新しく、何を通知しなかったか（何もなかった週も）',
  'install loginbell in an AWS account, or update it': 'AWSアカウントに導入する、または更新する',
  "confirm an address by the link in AWS's mail, without clicking it":
    'AWSのメールにあるリンクを、クリックせずに使ってアドレスを確認する',
  'send a made-up sign-in through the chain, and say where it stops':
    '架空のサインインを流し、どこで止まるかを示す',
  'look at every link of the chain: what holds, what does not, how to mend it':
    '経路のすべての箇所を点検する: 正常な箇所、問題のある箇所、直し方',
  "take in the sign-ins of the last days from CloudTrail's event history, silently":
    '過去のサインインをCloudTrailのイベント履歴から、通知せずに取り込む',
  'replay the envelopes that the function gave up on; nobody is told twice':
    '関数が処理できなかったものをやり直す（二重には通知しない）',
  'take loginbell out of an AWS account; history and logs stay':
    'AWSアカウントから取り除く（履歴とログは残る）',
  'print the SQL that finds the sign-ins of an archive with Athena':
    'アーカイブのサインインをAthenaで探すSQLを表示する',
  'print a built CloudFormation template': 'CloudFormationテンプレートを表示する',
  'print the least IAM policy that a verb needs': 'コマンドに必要な最小のIAMポリシーを表示する',
  'print a completion script for your shell': 'シェルの補完スクリプトを表示する',
  'files, folders, s3://bucket/prefix, or - for standard input':
    'ファイル、フォルダー、s3://bucket/prefix、または標準入力を表す -',
  'CloudTrail files or folders; none: the journal of this machine':
    'CloudTrailのファイルかフォルダー。省略するとこのマシンに保存したもの',
  'folders, or s3://bucket/prefix, into which CloudTrail files come':
    'CloudTrailのファイルが届くフォルダーか、s3://bucket/prefix',
  'the link, its token, or - for a mail on standard input':
    'リンク、そのトークン、または標準入力のメールを表す -',
  's3://bucket/prefix, above AWSLogs/': 's3://bucket/prefix（AWSLogs/の上）',
  'which one; without it, the names': 'テンプレート名。省略すると名前の一覧',
  'the verb': 'コマンド',
  'bash, zsh or fish': 'bash、zsh、またはfish',
  'who is told by mail, separated by commas': 'メールで知らせる相手（コンマ区切り）',
  'the sender of the mail (default: the first of --to)':
    'メールの差出人（省略時: --toの最初のアドレス）',
  'deliver through this SMTP server instead of the outbox folder':
    '送信箱フォルダーではなく、このSMTPサーバーで送る',
  'another channel: slack, teams, discord, ntfy, pagerduty, https, outbox, command':
    'ほかの通知先: slack、teams、discord、ntfy、pagerduty、https、outbox、command',
  'what rings: ConsoleLogin, AllSignIns or AllSignInsAndTampering (default: ConsoleLogin)':
    '通知するもの: ConsoleLogin、AllSignIns、AllSignInsAndTampering（省略時: ConsoleLogin）',
  'what rings: ConsoleLogin, AllSignIns or AllSignInsAndTampering (default: AllSignIns)':
    '通知するもの: ConsoleLogin、AllSignIns、AllSignInsAndTampering（省略時: AllSignIns）',
  'ordinary successes that are stored and not told: user/ci-*, role/Deploy*&account/123456789012':
    '保存だけして通知しない通常の成功: user/ci-*、role/Deploy*&account/123456789012',
  'send more than 20 mails by SMTP, or read more than 1 USD or 10 GB of S3, without asking':
    'SMTPで20通を超えて送る、またはS3から1 USDか10 GBを超えて読むときも確認しない',
  'store without telling anybody, for good': '誰にも知らせずに保存する（あとからも知らせない）',
  'let what is stored expire (default: keep everything)':
    '保存したものを期限で消す（省略時: すべて残す）',
  'where no paths are given, ring the bundled sample records':
    'パスを指定しないとき、付属のサンプルを使う',
  'print what happened as one JSON object': '結果を1つのJSONで表示する',
  'where the journal and the outbox are kept (default: .loginbell)':
    '記録と送信箱を置く場所（省略時: .loginbell）',
  "language of the notices (default: the system's)": '通知の言語（省略時: システムの言語）',
  "IANA time zone for times (default: the system's)":
    '時刻のIANAタイムゾーン（省略時: システムの設定）',
  'names beside account numbers: 123456789012=production,…':
    'アカウント番号に添える名前: 123456789012=production,…',
  'make the trail one of every account of this organization; in its management account':
    '証跡をこの組織の全アカウントのものにする（管理アカウントで実行）',
  'names beside account numbers: 123456789012=production,…, or organization':
    'アカウント番号に添える名前: 123456789012=production,…、またはorganization',
  'user name, session name or principal; * for any characters':
    'ユーザー名、セッション名、またはプリンシパル（* は任意の文字）',
  'address or block: 203.0.113.7, 203.0.113.0/24, 2001:db8::/32':
    'IPアドレスか範囲: 203.0.113.7、203.0.113.0/24、2001:db8::/32',
  'account number, or a name from --account-names': 'アカウント番号、または--account-namesの名前',
  'ConsoleLogin, SwitchRole, …; * allowed': 'ConsoleLogin、SwitchRoleなど（* も可）',
  'role or permission set; * allowed': 'ロールか許可セット（* も可）',
  'country of the address, by --networks: CH,JP': '接続元の国（--networksによる）: CH,JP',
  'country and network beside addresses, from your own MMDB file of any vendor':
    '手元のMMDBファイル（提供元は問わない）から、アドレスに国とネットワークを添える',
  'region of the sign-in': 'サインインのリージョン',
  'success, failure, unclear': 'success（成功）、failure（失敗）、unclear（不明）',
  'short for --outcome failure': '--outcome failureの短い形',
  'only what AWS says was without MFA': 'MFAなしとAWSが記録したものだけ',
  "only root's": 'ルートユーザーのものだけ',
  'only the first from an address or with a client':
    'そのアドレス、またはそのクライアントから初めてのものだけ',
  'only what is told as critical': '重要として通知するものだけ',
  'from then on: 2026-11-23, "2026-11-23 18:04", 24h, 7d':
    'この時から: 2026-11-23、"2026-11-23 18:04"、24h、7d',
  'before then': 'この時より前',
  'at most so many, 0 for all (default: 50)': '最大件数。0ですべて（省略時: 50）',
  'at most so many, 0 for all (default: 50 in a table, otherwise all)':
    '最大件数。0ですべて（省略時: 表では50、ほかはすべて）',
  'at most so many, 0 for all (default: all; 100,000 in the list)':
    '最大件数。0ですべて（省略時: すべて。一覧は100,000件まで）',
  'table, json, ndjson, csv, html (default: table)':
    'table、json、ndjson、csv、html（省略時: table）',
  'short for --output ndjson: one JSON object a line': '--output ndjsonの短い形。1行に1つのJSON',
  'short for --output csv': '--output csvの短い形',
  'write the summary to a CSV file as well': '集計もCSVファイルに書く',
  'ask the installation on AWS, as --stack, --suffix, --region and --profile do':
    'AWS上の環境に尋ねる（--stack、--suffix、--region、--profileでも同じ）',
  "the installation's region (default: AWS_REGION, or the profile's)":
    '導入したリージョン（省略時: AWS_REGION、またはプロファイルの設定）',
  'which installation (default: ab0925cd)': 'どの環境か（省略時: ab0925cd）',
  'a profile of ~/.aws/config (default: AWS_PROFILE)':
    '~/.aws/configのプロファイル（省略時: AWS_PROFILE）',
  'the stack, where you gave it a name of your own': '独自の名前を付けたスタック',
  'what counts: ConsoleLogin, AllSignIns or AllSignInsAndTampering (default: ConsoleLogin)':
    '対象: ConsoleLogin、AllSignIns、AllSignInsAndTampering（省略時: ConsoleLogin）',
  'with JSON: each record as it is, with its file and line':
    'JSONのとき: 元の記録を、ファイルと行とともに示す',
  'read more than 1 USD or 10 GB of S3, or have Athena make things, without asking':
    'S3から1 USDか10 GBを超えて読むとき、Athenaに何かを作らせるときも確認しない',
  'who reads s3://…: files (this machine) or athena (where they stand) (default: files)':
    's3://…を読むもの: files（このマシン）かathena（その場で）（省略時: files）',
  'its workgroup, made where there is none (default: primary)':
    'ワークグループ。なければ作る（省略時: primary）',
  's3://bucket/prefix for its results (default: the place of the workgroup)':
    '結果を置くs3://bucket/prefix（省略時: ワークグループの設定）',
  'database.table, made where there is none (default: one for each archive)':
    'database.table。なければ作る（省略時: アーカイブごとに1つ）',
  'most that a query may read; a workgroup that is made keeps to it (default: 1000)':
    'クエリーが読む上限。作るワークグループにも設定する（省略時: 1000）',
  'with --engine athena: print the statements and stop':
    '--engine athenaのとき: SQLを表示して終わる',
  "threads that read (default: the machine's cores)":
    '読み取りのスレッド数（省略時: マシンのコア数）',
  'where to write it (default: loginbell-report.html)':
    '書き出すファイル（省略時: loginbell-report.html）',
  'overwrite the file': 'ファイルを上書きする',
  'of the installation on AWS': 'AWS上の環境のもの',
  'port of 127.0.0.1 to serve at (default: a free one)':
    '127.0.0.1で待つポート（省略時: 空いているもの）',
  'print the address, and open no browser': 'アドレスだけを表示し、ブラウザーを開かない',
  'of the installation on AWS, looked at once a minute': 'AWS上の環境のもの（1分ごとに確認）',
  "CloudTrail's event history (the default where nothing else is named)":
    'CloudTrailのイベント履歴（ほかに指定がなければこれ）',
  'only these regions, separated by commas (default: all)':
    'このリージョンだけ（コンマ区切り。省略時: すべて）',
  'an SQS queue that records, or notices of objects in S3, are put into':
    '記録、またはS3のオブジェクトの通知が入るSQSキュー',
  'where to ask which regions there are (default: AWS_REGION)':
    'リージョンの一覧を尋ねる場所（省略時: AWS_REGION）',
  'between two looks at a region (default: 60)': 'リージョンを確認する間隔（省略時: 60）',
  'serve /healthz and /metrics, for example at 127.0.0.1:9099':
    '/healthzと/metricsを公開するアドレス（例: 127.0.0.1:9099）',
  'text or json (default: text)': 'textかjson（省略時: text）',
  'send it by the channels instead of printing it': '表示せずに通知先へ送る',
  'how many days (default: 7)': '日数（省略時: 7）',
  'of the installation on AWS, not of this machine': 'このマシンではなく、AWS上の環境のもの',
  'who is told': '知らせる相手',
  "a second address, for loginbell's own faults": 'loginbell自身の不具合を知らせる2つ目のアドレス',
  'how many days a sign-in is kept (default: 90)': 'サインインを残す日数（省略時: 90）',
  'how long logs are kept (default: 30)': 'ログを残す日数（省略時: 30）',
  'encrypt with your own key (docs/deploy.md has its policy)':
    '自分のキーで暗号化する（ポリシーはdocs/deploy.md）',
  'set on the roles, where your organization demands one':
    'ロールに付ける許可の境界（組織で必要な場合）',
  'what a new trail records; the events of "aws login" need All':
    '新しい証跡が記録するもの。「aws login」のイベントにはAllが必要',
  'regions that the hourly check looks at (default: all that are switched on)':
    '1時間ごとの点検で見るリージョン（省略時: 有効なすべて）',
  'of the fast path: ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS also hears of "aws login"':
    '高速経路の設定: ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTSは「aws login」にも反応する',
  'when the safety net sends its weekly letter: Monday to Sunday, or off (default: Monday)':
    'セーフティネットが週に1回の手紙を送る曜日: MondayからSunday、またはoff（省略時: Monday）',
  'the hour of that day, 0 to 23, in the time zone of the notices (default: 9)':
    'その日の何時か（0から23。通知のタイムゾーン。省略時: 9）',
  'subscribe nobody; you add people to the topic yourself':
    '誰も購読させない（トピックには自分で追加する）',
  'listen to this log group instead of looking for a trail': '証跡を探さず、このロググループを使う',
  'make a trail even where one fits': '使える証跡があっても新しく作る',
  'also deploy the hourly check': '1時間ごとの点検も導入する',
  'also hear of sign-ins within seconds, by EventBridge, where they are recorded':
    '記録されるリージョンで、EventBridgeにより数秒でも知らせる',
  'take the fast path away, in every region': '高速経路をすべてのリージョンから取り除く',
  'the regions of the fast path, or all; home is always one (default: those that have it, or else us-east-1, us-east-2, eu-north-1 and ap-southeast-2)':
    '高速経路のリージョン、またはall。ホームは必ず含む（省略時: 既にあるリージョン。なければus-east-1、us-east-2、eu-north-1、ap-southeast-2）',
  'print the result as JSON': '結果をJSONで表示する',
  'act without asking': '確認せずに実行する',
  'show the plan and stop': '計画だけを表示して終わる',
  'how long to wait for each link (default: 300)': '1つの箇所を待つ時間（省略時: 300）',
  'through the fast path of each region that has one, at once':
    '高速経路のある各リージョンから、同時に',
  'how far back, 1 to 90 (default: 90)': 'さかのぼる日数（1から90。省略時: 90）',
  'up to when (default: when the installation began to listen)': 'いつまで（省略時: 導入した時）',
  'into the journal of this machine (so it is too where there is no stack and none is named)':
    'このマシンに保存する（スタックがなく指定もないときも同じ）',
  "what is taken in (default: the installation's setting; on one machine ConsoleLogin)":
    '取り込むもの（省略時: 環境の設定。1台ではConsoleLogin）',
  'where the journal and the progress are kept (default: .loginbell)':
    '記録と進み具合を置く場所（省略時: .loginbell）',
  'instead: the rows of another table, as "aws dynamodb scan" prints them':
    '代わりに: 「aws dynamodb scan」が出力する、別のテーブルの行',
  'leave the trail that deploy made': 'deployが作った証跡を残す',
  'even though events wait that nobody was told of': '通知していないイベントが残っていても実行する',
  'an account whose folders are read; at least one': '読むフォルダーのアカウント（1つ以上）',
  'o-…, of an organization trail': '組織の証跡のo-…',
  'separated by commas (default: those that are switched on everywhere)':
    'コンマ区切り（省略時: どのアカウントでも有効なリージョン）',
  'from then on (default: 365d)': 'この時から（省略時: 365d）',
  'before then (default: now)': 'この時より前（省略時: 現在）',
  'ConsoleLogin or AllSignIns (default: ConsoleLogin)':
    'ConsoleLoginかAllSignIns（省略時: ConsoleLogin）',
  'what the table is called (default: loginbell_cloudtrail)':
    'テーブルの名前（省略時: loginbell_cloudtrail）',
  'the form for one API call, which deploy sends': '1回のAPI呼び出しに収まる形（deployが送るもの）',
  'the parameters that carry the program of the packed form':
    '圧縮した形のプログラムを運ぶパラメーター',
  'your account (default: any)': 'アカウント（省略時: 任意）',
  'of deploy: allow roles only under this boundary': 'deploy用: この境界の下のロールだけを許す',
};
